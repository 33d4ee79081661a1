// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>All system calls by number (<see cref="SystemCall"/>). This table is the list of what there is.</summary>
internal static class SyscallTable
{
    private const int Cwd = FileConstants.AT_FDCWD;

    private static readonly bool[] s_isReported = new bool[(int)SystemCall.mseal + 1];

    internal static Result<long> Invoke(in SyscallContext context, ulong number, in SyscallArguments a) => (uint)number switch
    {
        0 => Read.read(context, (int)a.A0, a.A1, a.A2),
        1 => Read.write(context, (int)a.A0, a.A1, a.A2),
        2 => Open.open(context, a.A0, (OpenFlags)a.A1, (StatMode)a.A2),
        3 => Open.close(context, (int)a.A0),
        4 => StatCalls.stat(context, a.A0, a.A1),
        5 => StatCalls.fstat(context, (int)a.A0, a.A1),
        6 => StatCalls.lstat(context, a.A0, a.A1),
        7 => PollCalls.poll(context, a.A0, (uint)a.A1, (int)a.A2),
        8 => Open.lseek(context, (int)a.A0, (long)a.A1, (uint)a.A2),
        9 => MemoryCalls.mmap(context, a.A0, a.A1, (Protection)a.A2, (MapFlags)a.A3, (int)a.A4, a.A5),
        10 => MemoryCalls.mprotect(context, a.A0, a.A1, (Protection)a.A2),
        11 => MemoryCalls.munmap(context, a.A0, a.A1),
        12 => MemoryCalls.brk(context, a.A0),
        13 => SignalCalls.rt_sigaction(context, (int)a.A0, a.A1, a.A2, a.A3),
        14 => SignalCalls.rt_sigprocmask(context, (int)a.A0, a.A1, a.A2, a.A3),
        15 => SignalCalls.rt_sigreturn(context),
        16 => Open.ioctl(context, (int)a.A0, (uint)a.A1, a.A2),
        17 => Read.pread64(context, (int)a.A0, a.A1, a.A2, (long)a.A3),
        18 => Read.pwrite64(context, (int)a.A0, a.A1, a.A2, (long)a.A3),
        19 => Read.readv(context, (int)a.A0, a.A1, a.A2),
        20 => Read.writev(context, (int)a.A0, a.A1, a.A2),
        21 => StatCalls.access(context, a.A0, (AccessMode)a.A1),
        22 => Open.pipe2(context, a.A0, (OpenFlags)0), // pipe
        23 => PollCalls.select(context, (int)a.A0, a.A1, a.A2, a.A3, a.A4),
        24 => Limits.sched_yield(context),
        25 => MemoryCalls.mremap(context, a.A0, a.A1, a.A2, a.A3, a.A4),
        26 => MemoryCalls.msync(context, a.A0, a.A1, (MsyncFlags)a.A2),
        27 => MemoryCalls.mincore(context, a.A0, a.A1, a.A2),
        28 => MemoryCalls.madvise(context, a.A0, a.A1, (int)a.A2),
        32 => Open.dup(context, (int)a.A0),
        33 => Open.dup2(context, (int)a.A0, (int)a.A1),
        34 => SignalCalls.pause(context),
        35 => SleepCalls.nanosleep(context, a.A0, a.A1),
        36 => TimeCalls.getitimer(context, (int)a.A0, a.A1),
        37 => TimeCalls.alarm(context, (uint)a.A0),
        38 => TimeCalls.setitimer(context, (int)a.A0, a.A1, a.A2),
        39 => Number(context.Process.Id), // getpid
        40 => SendFile.sendfile(context, (int)a.A0, (int)a.A1, a.A2, a.A3),
        41 => SocketCalls.socket(context, (int)a.A0, (int)a.A1, (int)a.A2),
        42 => SocketCalls.connect(context, (int)a.A0, a.A1, (int)a.A2),
        43 => SocketCalls.accept4(context, (int)a.A0, a.A1, a.A2, 0), // accept
        44 => SocketTransfers.sendto(context, (int)a.A0, a.A1, a.A2, (uint)a.A3, a.A4, (int)a.A5),
        45 => SocketTransfers.recvfrom(context, (int)a.A0, a.A1, a.A2, (uint)a.A3, a.A4, a.A5),
        46 => SocketTransfers.sendmsg(context, (int)a.A0, a.A1, (uint)a.A2),
        47 => SocketTransfers.recvmsg(context, (int)a.A0, a.A1, (uint)a.A2),
        48 => SocketCalls.shutdown(context, (int)a.A0, (int)a.A1),
        49 => SocketCalls.bind(context, (int)a.A0, a.A1, (int)a.A2),
        50 => SocketCalls.listen(context, (int)a.A0, (int)a.A1),
        51 => SocketCalls.getsockname(context, (int)a.A0, a.A1, a.A2),
        52 => SocketCalls.getsockname(context, (int)a.A0, a.A1, a.A2, isPeer: true), // getpeername
        53 => SocketCalls.socketpair(context, (int)a.A0, (int)a.A1, (int)a.A2, a.A3),
        54 => SocketOptions.setsockopt(context, (int)a.A0, (int)a.A1, (int)a.A2, a.A3, (int)a.A4),
        55 => SocketOptions.getsockopt(context, (int)a.A0, (int)a.A1, (int)a.A2, a.A3, a.A4),
        56 => ProcessCalls.clone(context, a.A0, a.A1, a.A2, a.A3, a.A4),
        57 => ProcessCalls.fork(context),
        58 => ProcessCalls.vfork(context),
        59 => ProcessCalls.execve(context, a.A0, a.A1, a.A2),
        60 => ProcessCalls.exit(context, (int)a.A0),
        61 => ProcessCalls.wait4(context, (int)a.A0, a.A1, (WaitOptions)a.A2, a.A3),
        62 => SignalCalls.kill(context, (int)a.A0, (int)a.A1),
        63 => SystemCalls.uname(context, a.A0),
        72 => Fcntl.fcntl(context, (int)a.A0, (FcntlCommand)a.A1, a.A2),
        73 => Fcntl.flock(context, (int)a.A0, (int)a.A1),
        74 => Directories.fsync(context, (int)a.A0),
        75 => Directories.fsync(context, (int)a.A0), // fdatasync
        76 => Allocation.truncate(context, a.A0, (long)a.A1),
        77 => Allocation.ftruncate(context, (int)a.A0, (long)a.A1),
        78 => Open.getdents64(context, (int)a.A0, a.A1, (uint)a.A2, isOld: true), // getdents
        79 => Directories.getcwd(context, a.A0, a.A1),
        80 => Directories.chdir(context, a.A0),
        81 => Directories.fchdir(context, (int)a.A0),
        82 => Names.renameat2(context, Cwd, a.A0, Cwd, a.A1, RenameFlags.None), // rename
        83 => Names.mkdirat(context, Cwd, a.A0, (StatMode)a.A1), // mkdir
        84 => Names.rmdir(context, a.A0),
        85 => Open.creat(context, a.A0, (StatMode)a.A1),
        86 => Names.linkat(context, Cwd, a.A0, Cwd, a.A1, AtFlags.None), // link
        87 => Names.unlinkat(context, Cwd, a.A0, AtFlags.None), // unlink
        88 => Names.symlinkat(context, a.A0, Cwd, a.A1), // symlink
        89 => Names.readlinkat(context, Cwd, a.A0, a.A1, (int)a.A2), // readlink
        90 => Names.fchmodat(context, Cwd, a.A0, (StatMode)a.A1), // chmod
        91 => Names.fchmod(context, (int)a.A0, (StatMode)a.A1),
        92 => Names.fchownat(context, Cwd, a.A0, (uint)a.A1, (uint)a.A2, AtFlags.None), // chown
        93 => Names.fchown(context, (int)a.A0, (uint)a.A1, (uint)a.A2),
        94 => Names.fchownat(context, Cwd, a.A0, (uint)a.A1, (uint)a.A2, AtFlags.AT_SYMLINK_NOFOLLOW), // lchown
        95 => Directories.umask(context, (StatMode)a.A0),
        96 => TimeCalls.gettimeofday(context, a.A0, a.A1),
        97 => Limits.getrlimit(context, (uint)a.A0, a.A1),
        98 => Limits.getrusage(context, (int)a.A0, a.A1),
        99 => SystemCalls.sysinfo(context, a.A0),
        100 => TimeCalls.times(context, a.A0),
        101 => PtraceCalls.ptrace(context, (PtraceRequest)a.A0, (int)a.A1, a.A2, a.A3),
        102 => Number(context.Credentials.UserId), // getuid
        104 => Number(context.Credentials.GroupId), // getgid
        105 => Identity.setuid(context, (uint)a.A0),
        106 => Identity.setgid(context, (uint)a.A0),
        107 => Number(context.Credentials.EffectiveUserId), // geteuid
        108 => Number(context.Credentials.EffectiveGroupId), // getegid
        109 => Identity.setpgid(context, (int)a.A0, (int)a.A1),
        110 => Identity.getppid(context),
        111 => Identity.getpgid(context, 0), // getpgrp
        112 => Identity.setsid(context),
        113 => Identity.setreuid(context, (uint)a.A0, (uint)a.A1),
        114 => Identity.setregid(context, (uint)a.A0, (uint)a.A1),
        115 => Identity.getgroups(context, (int)a.A0, a.A1),
        116 => Identity.setgroups(context, a.A0, a.A1),
        117 => Identity.setresuid(context, (uint)a.A0, (uint)a.A1, (uint)a.A2),
        118 => Identity.WriteThree(a.A0, context.Credentials.UserId, a.A1, context.Credentials.EffectiveUserId, a.A2, context.Credentials.SavedUserId), // getresuid
        119 => Identity.setresgid(context, (uint)a.A0, (uint)a.A1, (uint)a.A2),
        120 => Identity.WriteThree(a.A0, context.Credentials.GroupId, a.A1, context.Credentials.EffectiveGroupId, a.A2, context.Credentials.SavedGroupId), // getresgid
        121 => Identity.getpgid(context, (int)a.A0),
        122 => Identity.setfsuid(context, (uint)a.A0),
        123 => Identity.setfsgid(context, (uint)a.A0),
        124 => Identity.getsid(context, (int)a.A0),
        127 => SignalCalls.rt_sigpending(context, a.A0, a.A1),
        128 => SignalCalls.rt_sigtimedwait(context, a.A0, a.A1, a.A2, a.A3),
        129 => SignalCalls.rt_sigqueueinfo(context, (int)a.A0, (int)a.A1, a.A2),
        130 => SignalCalls.rt_sigsuspend(context, a.A0, a.A1),
        131 => SignalCalls.sigaltstack(context, a.A0, a.A1),
        132 => Names.utime(context, a.A0, a.A1),
        133 => Names.mknodat(context, Cwd, a.A0, (StatMode)a.A1, a.A2), // mknod
        137 => StatCalls.statfs(context, a.A0, a.A1),
        138 => StatCalls.fstatfs(context, (int)a.A0, a.A1),
        140 => Limits.getpriority(context, (int)a.A0, (int)a.A1),
        141 => Limits.setpriority(context, (int)a.A0, (int)a.A1, (int)a.A2),
        142 => SchedulingCalls.sched_setparam(context, (int)a.A0, a.A1),
        143 => SchedulingCalls.sched_getparam(context, (int)a.A0, a.A1),
        144 => SchedulingCalls.sched_setscheduler(context, (int)a.A0, (int)a.A1, a.A2),
        145 => SchedulingCalls.sched_getscheduler(context, (int)a.A0),
        146 => SchedulingCalls.sched_get_priority_max(context, (int)a.A0),
        147 => SchedulingCalls.sched_get_priority_min(context, (int)a.A0),
        148 => SchedulingCalls.sched_rr_get_interval(context, (int)a.A0, a.A1),
        149 => MemoryCalls.mlock(context, a.A0, a.A1),
        150 => MemoryCalls.munlock(context, a.A0, a.A1),
        157 => ThreadCalls.prctl(context, (int)a.A0, a.A1, a.A2, a.A3, a.A4),
        158 => ThreadCalls.arch_prctl(context, (int)a.A0, a.A1),
        160 => Limits.setrlimit(context, (uint)a.A0, a.A1),
        161 => Directories.chroot(context, a.A0),
        162 => Directories.sync(context),
        164 => TimeCalls.settimeofday(context, a.A0),
        165 => Directories.mount(context, a.A0, a.A1, a.A2, (MountFlags)a.A3, a.A4),
        166 => Directories.umount2(context, a.A0, (UnmountFlags)a.A1),
        169 => SystemCalls.reboot(context, (uint)a.A0, (uint)a.A1, (uint)a.A2),
        170 => SystemCalls.sethostname(context, a.A0, (int)a.A1),
        171 => SystemCalls.setdomainname(context, a.A0, (int)a.A1),
        186 => Number(context.Thread.Id), // gettid
        187 => Allocation.readahead(context, (int)a.A0),
        188 => AttributeCalls.setxattr(context, a.A0, AttributeTarget.Name, a.A1, a.A2, a.A3, (int)a.A4),
        189 => AttributeCalls.setxattr(context, a.A0, AttributeTarget.NameOfLink, a.A1, a.A2, a.A3, (int)a.A4), // lsetxattr
        190 => AttributeCalls.setxattr(context, a.A0, AttributeTarget.Descriptor, a.A1, a.A2, a.A3, (int)a.A4), // fsetxattr
        191 => AttributeCalls.getxattr(context, a.A0, AttributeTarget.Name, a.A1, a.A2, a.A3),
        192 => AttributeCalls.getxattr(context, a.A0, AttributeTarget.NameOfLink, a.A1, a.A2, a.A3), // lgetxattr
        193 => AttributeCalls.getxattr(context, a.A0, AttributeTarget.Descriptor, a.A1, a.A2, a.A3), // fgetxattr
        194 => AttributeCalls.listxattr(context, a.A0, AttributeTarget.Name, a.A1, a.A2),
        195 => AttributeCalls.listxattr(context, a.A0, AttributeTarget.NameOfLink, a.A1, a.A2), // llistxattr
        196 => AttributeCalls.listxattr(context, a.A0, AttributeTarget.Descriptor, a.A1, a.A2), // flistxattr
        197 => AttributeCalls.removexattr(context, a.A0, AttributeTarget.Name, a.A1),
        198 => AttributeCalls.removexattr(context, a.A0, AttributeTarget.NameOfLink, a.A1), // lremovexattr
        199 => AttributeCalls.removexattr(context, a.A0, AttributeTarget.Descriptor, a.A1), // fremovexattr
        200 => SignalCalls.tkill(context, (int)a.A0, (int)a.A1),
        201 => TimeCalls.time(context, a.A0),
        202 => FutexCalls.futex(context, a.A0, (uint)a.A1, (uint)a.A2, a.A3, a.A4, (uint)a.A5),
        203 => CpuCalls.sched_setaffinity(context, (int)a.A0, (uint)a.A1, a.A2),
        204 => CpuCalls.sched_getaffinity(context, (int)a.A0, (uint)a.A1, a.A2),
        213 => EpollCalls.epoll_create(context, (int)a.A0),
        217 => Open.getdents64(context, (int)a.A0, a.A1, (uint)a.A2),
        218 => ThreadCalls.set_tid_address(context, a.A0),
        221 => Allocation.fadvise64(context, (int)a.A0, (long)a.A2, (int)a.A3),
        222 => TimerCalls.timer_create(context, (int)a.A0, a.A1, a.A2),
        223 => TimerCalls.timer_settime(context, (int)a.A0, (int)a.A1, a.A2, a.A3),
        224 => TimerCalls.timer_gettime(context, (int)a.A0, a.A1),
        225 => TimerCalls.timer_getoverrun(context, (int)a.A0),
        226 => TimerCalls.timer_delete(context, (int)a.A0),
        227 => TimeCalls.clock_settime(context, (int)a.A0, a.A1),
        228 => TimeCalls.clock_gettime(context, (int)a.A0, a.A1),
        229 => TimeCalls.clock_getres(context, (int)a.A0, a.A1),
        230 => SleepCalls.clock_nanosleep(context, (int)a.A0, (int)a.A1, a.A2, a.A3),
        231 => ProcessCalls.exit_group(context, (int)a.A0),
        232 => EpollCalls.epoll_wait(context, (int)a.A0, a.A1, (int)a.A2, (int)a.A3),
        233 => EpollCalls.epoll_ctl(context, (int)a.A0, (int)a.A1, (int)a.A2, a.A3),
        234 => SignalCalls.tgkill(context, (int)a.A0, (int)a.A1, (int)a.A2),
        235 => Names.futimesat(context, Cwd, a.A0, a.A1), // utimes
        247 => ProcessCalls.waitid(context, (IdType)a.A0, (int)a.A1, a.A2, (WaitOptions)a.A3, a.A4),
        253 => InotifyCalls.inotify_init1(context, 0), // inotify_init
        254 => InotifyCalls.inotify_add_watch(context, (int)a.A0, a.A1, (InotifyMask)a.A2),
        255 => InotifyCalls.inotify_rm_watch(context, (int)a.A0, (int)a.A1),
        257 => Open.openat(context, (int)a.A0, a.A1, (OpenFlags)a.A2, (StatMode)a.A3),
        258 => Names.mkdirat(context, (int)a.A0, a.A1, (StatMode)a.A2),
        259 => Names.mknodat(context, (int)a.A0, a.A1, (StatMode)a.A2, a.A3),
        260 => Names.fchownat(context, (int)a.A0, a.A1, (uint)a.A2, (uint)a.A3, (AtFlags)a.A4),
        261 => Names.futimesat(context, (int)a.A0, a.A1, a.A2),
        262 => StatCalls.newfstatat(context, (int)a.A0, a.A1, a.A2, (AtFlags)a.A3),
        263 => Names.unlinkat(context, (int)a.A0, a.A1, (AtFlags)a.A2),
        264 => Names.renameat2(context, (int)a.A0, a.A1, (int)a.A2, a.A3, RenameFlags.None), // renameat
        265 => Names.linkat(context, (int)a.A0, a.A1, (int)a.A2, a.A3, (AtFlags)a.A4),
        266 => Names.symlinkat(context, a.A0, (int)a.A1, a.A2),
        267 => Names.readlinkat(context, (int)a.A0, a.A1, a.A2, (int)a.A3),
        268 => Names.fchmodat(context, (int)a.A0, a.A1, (StatMode)a.A2),
        269 => StatCalls.faccessat2(context, (int)a.A0, a.A1, (AccessMode)a.A2, AtFlags.None), // faccessat
        270 => PollCalls.pselect6(context, (int)a.A0, a.A1, a.A2, a.A3, a.A4, a.A5),
        271 => PollCalls.ppoll(context, a.A0, (uint)a.A1, a.A2, a.A3, a.A4),
        272 => Unshare.unshare(context, (CloneFlags)a.A0),
        273 => FutexCalls.set_robust_list(context, a.A0, a.A1),
        274 => FutexCalls.get_robust_list(context, (int)a.A0, a.A1, a.A2),
        275 => SpliceCalls.splice(context, (int)a.A0, a.A1, (int)a.A2, a.A3, a.A4, (uint)a.A5),
        276 => SpliceCalls.tee(context, (int)a.A0, (int)a.A1, a.A2, (uint)a.A3),
        277 => Allocation.sync_file_range(context, (int)a.A0, (long)a.A1, (long)a.A2, (uint)a.A3),
        278 => SpliceCalls.vmsplice(context, (int)a.A0, a.A1, a.A2, (uint)a.A3),
        280 => Names.utimensat(context, (int)a.A0, a.A1, a.A2, (AtFlags)a.A3),
        281 => EpollCalls.epoll_pwait(context, (int)a.A0, a.A1, (int)a.A2, (int)a.A3, a.A4, a.A5),
        282 => EventCalls.signalfd4(context, (int)a.A0, a.A1, a.A2, 0), // signalfd
        283 => EventCalls.timerfd_create(context, (int)a.A0, (int)a.A1),
        284 => EventCalls.eventfd2(context, (uint)a.A0, 0), // eventfd
        285 => Allocation.fallocate(context, (int)a.A0, (FallocateFlags)a.A1, (long)a.A2, (long)a.A3),
        286 => EventCalls.timerfd_settime(context, (int)a.A0, (int)a.A1, a.A2, a.A3),
        287 => EventCalls.timerfd_gettime(context, (int)a.A0, a.A1),
        288 => SocketCalls.accept4(context, (int)a.A0, a.A1, a.A2, (int)a.A3),
        289 => EventCalls.signalfd4(context, (int)a.A0, a.A1, a.A2, (int)a.A3),
        290 => EventCalls.eventfd2(context, (uint)a.A0, (int)a.A1),
        291 => EpollCalls.epoll_create1(context, (int)a.A0),
        292 => Open.dup3(context, (int)a.A0, (int)a.A1, (OpenFlags)a.A2),
        293 => Open.pipe2(context, a.A0, (OpenFlags)a.A1),
        294 => InotifyCalls.inotify_init1(context, (int)a.A0),
        295 => Read.preadv(context, (int)a.A0, a.A1, a.A2, (long)a.A3),
        296 => Read.pwritev(context, (int)a.A0, a.A1, a.A2, (long)a.A3),
        297 => SignalCalls.rt_tgsigqueueinfo(context, (int)a.A0, (int)a.A1, (int)a.A2, a.A3),
        299 => SocketTransfers.recvmmsg(context, (int)a.A0, a.A1, (uint)a.A2, (uint)a.A3, a.A4),
        302 => Limits.prlimit64(context, (int)a.A0, (uint)a.A1, a.A2, a.A3),
        306 => Directories.syncfs(context, (int)a.A0),
        307 => SocketTransfers.sendmmsg(context, (int)a.A0, a.A1, (uint)a.A2, (uint)a.A3),
        309 => CpuCalls.getcpu(context, a.A0, a.A1),
        310 => RemoteMemory.process_vm_readv(context, (int)a.A0, a.A1, a.A2, a.A3, a.A4, a.A5),
        311 => RemoteMemory.process_vm_readv(context, (int)a.A0, a.A1, a.A2, a.A3, a.A4, a.A5, isWriting: true), // process_vm_writev
        316 => Names.renameat2(context, (int)a.A0, a.A1, (int)a.A2, a.A3, (RenameFlags)a.A4),
        318 => SystemCalls.getrandom(context, a.A0, a.A1, (RandomFlags)a.A2),
        319 => MemoryFiles.memfd_create(context, a.A0, (uint)a.A1),
        322 => ProcessCalls.execveat(context, (int)a.A0, a.A1, a.A2, a.A3, (AtFlags)a.A4),
        324 => SchedulingCalls.membarrier(context, (int)a.A0, (uint)a.A1),
        326 => SendFile.copy_file_range(context, (int)a.A0, a.A1, (int)a.A2, a.A3, a.A4, (uint)a.A5),
        327 => Read.preadv2(context, (int)a.A0, a.A1, a.A2, (long)a.A3, (ReadWriteFlags)a.A5),
        328 => Read.pwritev2(context, (int)a.A0, a.A1, a.A2, (long)a.A3, (ReadWriteFlags)a.A5),
        332 => StatCalls.statx(context, (int)a.A0, a.A1, (AtFlags)a.A2, (StatxMask)a.A3, a.A4),
        334 => SchedulingCalls.rseq(context, a.A0, (uint)a.A1, (int)a.A2, (uint)a.A3),
        424 => PidCalls.pidfd_send_signal(context, (int)a.A0, (int)a.A1, a.A2, (uint)a.A3),
        434 => PidCalls.pidfd_open(context, (int)a.A0, (uint)a.A1),
        435 => ProcessCalls.clone3(context, a.A0, a.A1),
        436 => Open.close_range(context, (uint)a.A0, (uint)a.A1, (uint)a.A2),
        437 => Open.openat2(context, (int)a.A0, a.A1, a.A2, a.A3),
        438 => PidCalls.pidfd_getfd(context, (int)a.A0, (int)a.A1, (uint)a.A2),
        439 => StatCalls.faccessat2(context, (int)a.A0, a.A1, (AccessMode)a.A2, (AtFlags)a.A3),
        441 => EpollCalls.epoll_pwait2(context, (int)a.A0, a.A1, (int)a.A2, a.A3, a.A4, a.A5),
        449 => FutexCalls.futex_waitv(context, a.A0, (uint)a.A1, (uint)a.A2, a.A3, (int)a.A4),
        452 => Names.fchmodat(context, (int)a.A0, a.A1, (StatMode)a.A2, (AtFlags)a.A3), // fchmodat2
        _ => Unknown(context, number),
    };

    private static Result<long> Number(long value) => value;

    /// <summary>Each call that is missing is named once, for whoever brings a program that wants it.</summary>
    /// <remarks>Apart, because room for a message would be cleared at every call.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Result<long> Unknown(in SyscallContext context, ulong number)
    {
        if (number < (ulong)s_isReported.Length && !s_isReported[(int)number])
        {
            s_isReported[(int)number] = true;
            string name = SystemCallNames.Find(number) ?? "unknown";
            Log.Info($"{context.Thread.Name}[{context.Process.Id}]: system call {number} ({name}) is not implemented");
        }

        return Errno.ENOSYS;
    }
}
