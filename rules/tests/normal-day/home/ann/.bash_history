#1772352000
cd /var/www/html
#1772352240
git pull
#1772352480
npm ci
#1772352720
npm run build
#1772352960
sudo systemctl restart nginx
#1772353200
tail -f /var/log/nginx/access.log
#1772353440
grep error /var/log/syslog
#1772353680
df -h
#1772353920
du -sh /var/log/*
#1772354160
wget https://nodejs.org/dist/v22.0.0/node-v22.0.0-linux-x64.tar.xz
#1772354400
tar xf node-v22.0.0-linux-x64.tar.xz
#1772354640
chmod +x deploy.sh
#1772354880
./deploy.sh
#1772355120
curl -fsSL https://get.docker.com | sh
#1772355360
docker ps
#1772355600
docker compose up -d
#1772355840
mysqldump shop > /backup/shop.sql
#1772356080
rsync -a /backup/ backup@10.0.0.9:/backup/
#1772356320
ps aux | grep nginx
#1772356560
netstat -tlnp
#1772356800
find /var/log -name "*.gz" -mtime +30 -delete
#1772357040
journalctl --vacuum-time=7d
#1772357280
vi /etc/nginx/nginx.conf
#1772357520
ssh-keygen -t ed25519
#1772357760
ssh-copy-id deploy@10.0.0.9
#1772358000
crontab -e
#1772358240
openssl enc -aes-256-cbc -salt -in backup.tar -out backup.tar.enc
#1772358480
iptables -L -n
#1772358720
chmod 600 ~/.ssh/authorized_keys
#1772358960
history | tail
#1772359200
find . -name "*.php" -exec grep -l mail {} +
#1772359440
timeout 1 bash -c "cat < /dev/null > /dev/tcp/db/3306"
#1772359680
python3 -m http.server 8000
#1772359920
scp report.pdf ann@10.0.0.21:
#1772360160
sudo useradd -m eve
#1772360400
sudo usermod -aG sudo eve
#1772360640
base64 -d cert.b64 > cert.pem
#1772360880
kubectl get pods
#1772361120
terraform apply
#1772361360
id
#1772361600
exit
