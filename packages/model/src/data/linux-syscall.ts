/** Names of system calls by number, as far as rules and views ask for them. Source: Linux UAPI `unistd` tables. */
const tables = {
  x86_64: `0 read 1 write 2 open 3 close 9 mmap 10 mprotect 16 ioctl 21 access 32 dup 33 dup2 41 socket 42 connect 43 accept 44 sendto
    45 recvfrom 46 sendmsg 49 bind 50 listen 56 clone 57 fork 58 vfork 59 execve 60 exit 62 kill 63 uname 76 truncate 77 ftruncate
    80 chdir 82 rename 83 mkdir 84 rmdir 85 creat 86 link 87 unlink 88 symlink 90 chmod 91 fchmod 92 chown 93 fchown 94 lchown
    99 sysinfo 101 ptrace 103 syslog 105 setuid 106 setgid 113 setreuid 117 setresuid 119 setresgid 123 setfsgid 132 utime 133 mknod
    135 personality 155 pivot_root 157 prctl 159 adjtimex 161 chroot 164 settimeofday 165 mount 166 umount2 167 swapon 169 reboot
    170 sethostname 171 setdomainname 175 init_module 176 delete_module 188 setxattr 189 lsetxattr 190 fsetxattr 197 removexattr
    200 tkill 227 clock_settime 234 tgkill 235 utimes 246 kexec_load 257 openat 258 mkdirat 259 mknodat 260 fchownat 261 futimesat
    263 unlinkat 264 renameat 265 linkat 266 symlinkat 268 fchmodat 272 unshare 280 utimensat 288 accept4 304 open_by_handle_at
    308 setns 310 process_vm_readv 311 process_vm_writev 313 finit_module 316 renameat2 319 memfd_create 320 kexec_file_load 321 bpf
    322 execveat 323 userfaultfd 425 io_uring_setup 434 pidfd_open 435 clone3 437 openat2 452 fchmodat2`,
  i386: `2 fork 3 read 4 write 5 open 8 creat 9 link 10 unlink 11 execve 12 chdir 14 mknod 15 chmod 21 mount 23 setuid 26 ptrace 37 kill
    38 rename 39 mkdir 40 rmdir 52 umount2 61 chroot 79 settimeofday 83 symlink 88 reboot 92 truncate 94 fchmod 95 fchown
    102 socketcall 103 syslog 116 sysinfo 120 clone 122 uname 124 adjtimex 128 init_module 129 delete_module 136 personality
    172 prctl 182 chown 190 vfork 208 setresuid 212 chown32 213 setuid32 217 pivot_root 226 setxattr 264 clock_settime 283 kexec_load
    295 openat 296 mkdirat 297 mknodat 298 fchownat 301 unlinkat 302 renameat 303 linkat 304 symlinkat 306 fchmodat 310 unshare
    320 utimensat 346 setns 347 process_vm_readv 348 process_vm_writev 350 finit_module 353 renameat2 356 memfd_create 357 bpf
    358 execveat 359 socket 361 bind 362 connect 363 listen 364 accept4 369 sendto 371 recvfrom`,
  aarch64: `5 setxattr 6 lsetxattr 14 removexattr 29 ioctl 33 mknodat 34 mkdirat 35 unlinkat 36 symlinkat 37 linkat 38 renameat 39 umount2
    40 mount 41 pivot_root 45 truncate 46 ftruncate 48 faccessat 49 chdir 51 chroot 52 fchmod 53 fchmodat 54 fchownat 55 fchown
    56 openat 57 close 63 read 64 write 88 utimensat 92 personality 93 exit 97 unshare 104 kexec_load 105 init_module
    106 delete_module 112 clock_settime 116 syslog 117 ptrace 129 kill 130 tkill 131 tgkill 142 reboot 144 setgid 145 setreuid
    146 setuid 147 setresuid 160 uname 161 sethostname 162 setdomainname 167 prctl 170 settimeofday 171 adjtimex 179 sysinfo
    198 socket 200 bind 201 listen 202 accept 203 connect 206 sendto 207 recvfrom 211 sendmsg 220 clone 221 execve 222 mmap
    226 mprotect 242 accept4 268 setns 270 process_vm_readv 271 process_vm_writev 273 finit_module 276 renameat2 279 memfd_create
    280 bpf 281 execveat 282 userfaultfd 294 kexec_file_load 425 io_uring_setup 434 pidfd_open 435 clone3 437 openat2`,
} as const;

/** `arch` of an audit record: ELF machine number with flags for 64 bits and byte order, in hexadecimal. */
const machines: Readonly<Record<string, keyof typeof tables>> = {
  c000003e: "x86_64",
  "40000003": "i386",
  c00000b7: "aarch64",
  x86_64: "x86_64",
  i386: "i386",
  i686: "i386",
  aarch64: "aarch64",
};

const names = new Map<string, ReadonlyMap<string, string>>();
for (const [machine, text] of Object.entries(tables)) {
  const parts = text.trim().split(/\s+/);
  names.set(machine, new Map(Array.from({ length: parts.length / 2 }, (_, at) => [parts[2 * at] ?? "", parts[2 * at + 1] ?? ""])));
}

/**
 * The name of a system call on an architecture, both as an audit record writes them.
 *
 * @example syscallName("59", "c000003e") // "execve"
 */
export function syscallName(number: string, arch: string): string | undefined {
  const machine = machines[arch.toLowerCase()];
  return machine === undefined ? undefined : names.get(machine)?.get(number);
}
