// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using static Skift.Abi.SystemCall;
using static Skift.Core.Syscalls.FileKinds;

namespace Skift.Core.Syscalls;

/// <summary>Which of the flags, options, commands and requests of the calls that are there Linux knows and this kernel refuses. What Linux refuses too
/// has no place here.</summary>
internal static class MissingFlagTable
{
    private const ulong Whole = ulong.MaxValue;
    private const ulong TypeBits = 0xF;

    private static readonly Group[] s_groups =
    [
        new(prctl, 0, Whole, Errno.EINVAL,
        [
            new(26, "PR_SET_TSC"), new(33, "PR_MCE_KILL"), new(34, "PR_MCE_KILL_GET"), new(41, "PR_SET_THP_DISABLE"), new(42, "PR_GET_THP_DISABLE"),
            new(22, "PR_SET_SECCOMP"), new(31, "PR_TASK_PERF_EVENTS_DISABLE"), new(32, "PR_TASK_PERF_EVENTS_ENABLE"), new(35, "PR_SET_MM"),
            new(52, "PR_GET_SPECULATION_CTRL"), new(53, "PR_SET_SPECULATION_CTRL"), new(57, "PR_SET_IO_FLUSHER"), new(58, "PR_GET_IO_FLUSHER"),
            new(59, "PR_SET_SYSCALL_USER_DISPATCH"), new(62, "PR_SCHED_CORE"), new(0x53564D41, "PR_SET_VMA"), new(0x59616D61, "PR_SET_PTRACER"),
        ]),
        new(arch_prctl, 0, Whole, Errno.EINVAL,
        [
            new(0x1011, "ARCH_GET_CPUID"), new(0x1012, "ARCH_SET_CPUID"), new(0x1021, "ARCH_GET_XCOMP_SUPP"), new(0x1022, "ARCH_GET_XCOMP_PERM"),
            new(0x1023, "ARCH_REQ_XCOMP_PERM"), new(0x1024, "ARCH_GET_XCOMP_GUEST_PERM"), new(0x1025, "ARCH_REQ_XCOMP_GUEST_PERM"),
            new(0x2001, "ARCH_MAP_VDSO_X32"), new(0x2002, "ARCH_MAP_VDSO_32"), new(0x2003, "ARCH_MAP_VDSO_64"),
        ]),
        new(membarrier, 0, Whole, Errno.EINVAL,
        [
            new(32, "MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE"), new(64, "MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE"),
            new(128, "MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ"), new(256, "MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ"),
        ]),
        new(madvise, 2, Whole, Errno.EINVAL, [new(25, "MADV_COLLAPSE"), new(100, "MADV_HWPOISON"), new(101, "MADV_SOFT_OFFLINE")]),
        new(memfd_create, 1, 4, Errno.ENOSYS, [new(4, "MFD_HUGETLB")]),
        new(ptrace, 0, Whole, Errno.EIO,
        [
            new(25, "PTRACE_GET_THREAD_AREA"), new(26, "PTRACE_SET_THREAD_AREA"), new(30, "PTRACE_ARCH_PRCTL"), new(33, "PTRACE_SINGLEBLOCK"),
            new(0x4209, "PTRACE_PEEKSIGINFO"), new(0x420C, "PTRACE_SECCOMP_GET_FILTER"), new(0x420D, "PTRACE_SECCOMP_GET_METADATA"),
            new(0x420F, "PTRACE_GET_RSEQ_CONFIGURATION"),
        ]),
        new(reboot, 2, Whole, Errno.EINVAL, [new(0xD000FCE2, "LINUX_REBOOT_CMD_SW_SUSPEND"), new(0x45584543, "LINUX_REBOOT_CMD_KEXEC")]),

        new(socket, 0, Whole, Errno.EAFNOSUPPORT,
        [
            new(4, "AF_IPX"), new(5, "AF_APPLETALK"), new(9, "AF_X25"), new(15, "AF_KEY"), new(17, "AF_PACKET"), new(21, "AF_RDS"),
            new(26, "AF_LLC"), new(29, "AF_CAN"), new(30, "AF_TIPC"), new(31, "AF_BLUETOOTH"), new(38, "AF_ALG"), new(40, "AF_VSOCK"), new(41, "AF_KCM"),
            new(42, "AF_QIPCRTR"), new(43, "AF_SMC"), new(44, "AF_XDP"), new(45, "AF_MCTP"),
        ]),
        new(socket, 1, TypeBits, Errno.ESOCKTNOSUPPORT, [new((ulong)SocketType.SOCK_RAW, "SOCK_RAW")]),
        new(socket, 2, Whole, Errno.EPROTONOSUPPORT,
        [
            new(1, "IPPROTO_ICMP"), new(33, "IPPROTO_DCCP"), new(58, "IPPROTO_ICMPV6"), new(132, "IPPROTO_SCTP"), new(136, "IPPROTO_UDPLITE"), new(262, "IPPROTO_MPTCP"),
        ]),
        Option(SocketOption.SOL_SOCKET, Socket,
        [
            new(26, "SO_ATTACH_FILTER"), new(51, "SO_ATTACH_REUSEPORT_CBPF"), new(77, "SO_PEERPIDFD"),
        ]),
        Option(InternetProtocol.IPPROTO_IP, InternetSocket,
        [
            new(4, "IP_OPTIONS"), new(5, "IP_ROUTER_ALERT"), new(16, "IP_IPSEC_POLICY"), new(17, "IP_XFRM_POLICY"), new(35, "IP_ADD_MEMBERSHIP"),
            new(36, "IP_DROP_MEMBERSHIP"), new(37, "IP_UNBLOCK_SOURCE"), new(38, "IP_BLOCK_SOURCE"), new(39, "IP_ADD_SOURCE_MEMBERSHIP"),
            new(40, "IP_DROP_SOURCE_MEMBERSHIP"), new(41, "IP_MSFILTER"), new(42, "MCAST_JOIN_GROUP"), new(45, "MCAST_LEAVE_GROUP"),
        ]),
        Option(InternetProtocol.IPPROTO_IPV6, SixSocket,
        [
            new(1, "IPV6_ADDRFORM"), new(7, "IPV6_CHECKSUM"), new(9, "IPV6_NEXTHOP"), new(20, "IPV6_JOIN_GROUP"), new(21, "IPV6_LEAVE_GROUP"),
            new(27, "IPV6_JOIN_ANYCAST"), new(28, "IPV6_LEAVE_ANYCAST"), new(32, "IPV6_FLOWLABEL_MGR"), new(42, "MCAST_JOIN_GROUP"),
            new(45, "MCAST_LEAVE_GROUP"), new(50, "IPV6_PKTINFO"), new(54, "IPV6_HOPOPTS"), new(57, "IPV6_RTHDR"), new(59, "IPV6_DSTOPTS"),
            new(61, "IPV6_PATHMTU"), new(72, "IPV6_ADDR_PREFERENCES"),
        ]),
        Option(InternetProtocol.IPPROTO_TCP, TcpStream,
        [
            new(14, "TCP_MD5SIG"), new(19, "TCP_REPAIR"), new(20, "TCP_REPAIR_QUEUE"), new(21, "TCP_QUEUE_SEQ"), new(22, "TCP_REPAIR_OPTIONS"),
            new(24, "TCP_TIMESTAMP"), new(27, "TCP_SAVE_SYN"), new(28, "TCP_SAVED_SYN"), new(29, "TCP_REPAIR_WINDOW"), new(32, "TCP_MD5SIG_EXT"),
            new(33, "TCP_FASTOPEN_KEY"), new(35, "TCP_ZEROCOPY_RECEIVE"),
        ]),
        Option(InternetProtocol.IPPROTO_UDP, UdpDatagrams,
        [
            new(100, "UDP_ENCAP"),
        ]),

        Request(Socket,
        [
            new(0x8901, "FIOSETOWN"), new(0x8902, "SIOCSPGRP"), new(0x8903, "FIOGETOWN"), new(0x8904, "SIOCGPGRP"), new(0x8906, "SIOCGSTAMP"), new(0x8907, "SIOCGSTAMPNS"),
            new(0x890B, "SIOCADDRT"), new(0x890C, "SIOCDELRT"), new(0x8914, "SIOCSIFFLAGS"), new(0x8916, "SIOCSIFADDR"), new(0x8918, "SIOCSIFDSTADDR"),
            new(0x891A, "SIOCSIFBRDADDR"), new(0x891C, "SIOCSIFNETMASK"), new(0x891E, "SIOCSIFMETRIC"), new(0x8922, "SIOCSIFMTU"), new(0x8923, "SIOCSIFNAME"),
            new(0x8924, "SIOCSIFHWADDR"), new(0x8943, "SIOCSIFTXQLEN"), new(0x8946, "SIOCETHTOOL"), new(0x8953, "SIOCDARP"), new(0x8954, "SIOCGARP"),
            new(0x8955, "SIOCSARP"),
        ]),
        Request(FileOrDirectory,
        [
            new(2, "FIGETBSZ"), new(0x5460, "FIOQSIZE"), new(0x80086601, "FS_IOC_GETFLAGS"), new(0x40086602, "FS_IOC_SETFLAGS"), new(0x801C581F, "FS_IOC_FSGETXATTR"),
            new(0x401C5820, "FS_IOC_FSSETXATTR"),
        ]),
        Request(Block,
        [
            new(0x125D, "BLKROSET"), new(0x125F, "BLKRRPART"), new(0x1262, "BLKRASET"), new(0x1263, "BLKRAGET"), new(0x1264, "BLKFRASET"), new(0x1265, "BLKFRAGET"),
            new(0x1267, "BLKSECTGET"), new(0x1269, "BLKPG"), new(0x1277, "BLKDISCARD"), new(0x1278, "BLKIOMIN"), new(0x1279, "BLKIOOPT"), new(0x127A, "BLKALIGNOFF"),
            new(0x127B, "BLKPBSZGET"), new(0x127C, "BLKDISCARDZEROES"), new(0x127E, "BLKROTATIONAL"), new(0x127F, "BLKZEROOUT"), new(0x40081271, "BLKBSZSET"),
            new(0x80081280, "BLKGETDISKSEQ"),
        ]),
        Request(AnyTerminal,
        [
            new(0x5405, "TCGETA"), new(0x5406, "TCSETA"), new(0x5407, "TCSETAW"), new(0x5408, "TCSETAF"), new(0x5419, "TIOCGSOFTCAR"), new(0x541A, "TIOCSSOFTCAR"),
            new(0x541D, "TIOCCONS"), new(0x5423, "TIOCSETD"), new(0x5424, "TIOCGETD"), new(0x5427, "TIOCSBRK"), new(0x5428, "TIOCCBRK"), new(0x5437, "TIOCVHANGUP"),
            new(0x5456, "TIOCGLCKTRMIOS"), new(0x5457, "TIOCSLCKTRMIOS"),
        ]),
        Request(SerialLine,
        [
            new(0x5415, "TIOCMGET"), new(0x5416, "TIOCMBIS"), new(0x5417, "TIOCMBIC"), new(0x5418, "TIOCMSET"), new(0x541E, "TIOCGSERIAL"), new(0x541F, "TIOCSSERIAL"),
            new(0x545C, "TIOCMIWAIT"), new(0x545D, "TIOCGICOUNT"),
        ]),
        Request(Screen,
        [
            new(0x4B2F, "KIOCSOUND"), new(0x4B30, "KDMKTONE"), new(0x4B31, "KDGETLED"), new(0x4B32, "KDSETLED"), new(0x4B33, "KDGKBTYPE"), new(0x4B44, "KDGKBMODE"),
            new(0x4B45, "KDSKBMODE"), new(0x4B46, "KDGKBENT"), new(0x4B47, "KDSKBENT"), new(0x4B64, "KDGKBLED"), new(0x4B65, "KDSKBLED"), new(0x4B66, "GIO_UNIMAP"),
            new(0x4B67, "PIO_UNIMAP"), new(0x4B70, "GIO_CMAP"), new(0x4B71, "PIO_CMAP"), new(0x4B72, "KDFONTOP"), new(0x541C, "TIOCLINUX"), new(0x5600, "VT_OPENQRY"),
            new(0x5601, "VT_GETMODE"), new(0x5602, "VT_SETMODE"), new(0x5603, "VT_GETSTATE"), new(0x5605, "VT_RELDISP"), new(0x5606, "VT_ACTIVATE"),
            new(0x5607, "VT_WAITACTIVE"), new(0x5608, "VT_DISALLOCATE"), new(0x5609, "VT_RESIZE"),
        ]),
    ];

    /// <summary>The name of what was refused; null if Linux would have refused it too.</summary>
    /// <param name="kinds">What the first argument is a descriptor of, asked for only where that matters.</param>
    internal static string? Find(SystemCall call, in SyscallArguments arguments, Errno error, Func<int, FileKinds> kinds)
    {
        call = call switch
        {
            getsockopt => setsockopt,
            socketpair => socket,
            _ => call,
        };
        foreach (Group group in s_groups)
        {
            if (group.Call != call || group.Error != error || (call == setsockopt && group.Level != (int)arguments.A1)) continue;
            if (group.NameOf(Argument(arguments, group.Index)) is not string name) continue;
            if (group.On == None || (kinds((int)arguments.A0) & group.On) != 0) return name;
        }

        return null;
    }

    /// <summary>All arguments that the table looks at are int or unsigned int, but for flags.</summary>
    private static uint Argument(in SyscallArguments arguments, int index) => (uint)(index switch
    {
        0 => arguments.A0,
        1 => arguments.A1,
        _ => arguments.A2,
    });

    private static Group Option(int level, FileKinds on, Name[] names) => new(setsockopt, 2, Whole, Errno.ENOPROTOOPT, names) { Level = level, On = on };

    private static Group Request(FileKinds on, Name[] names) => new(ioctl, 1, Whole, Errno.ENOTTY, names) { On = on };

    private readonly record struct Name(ulong Value, string Text);

    /// <summary>Values of one argument of one call, refused with one error.</summary>
    private sealed class Group(SystemCall call, int index, ulong mask, Errno error, Name[] names)
    {
        internal SystemCall Call => call;

        internal int Index => index;

        internal Errno Error => error;

        /// <summary>The level of socket options.</summary>
        internal int Level { get; init; }

        /// <summary>The files it is about.</summary>
        internal FileKinds On { get; init; }

        internal string? NameOf(uint value)
        {
            foreach (Name name in names)
            {
                if (name.Value == (value & mask)) return name.Text;
            }

            return null;
        }
    }
}
