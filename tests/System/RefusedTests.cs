using System;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Skift.Tests.System;

/// <summary>What programs ask for in vain: the log names it if Linux has it, once for each program, and says nothing if Linux refuses it too.</summary>
public sealed partial class RefusedTests
{
    private static readonly string[] s_named =
    [
        "AF_PACKET of socket", "ARCH_GET_XCOMP_PERM of arch_prctl", "FS_IOC_GETFLAGS of ioctl", "IPV6_JOIN_GROUP of setsockopt", "IP_MSFILTER of getsockopt",
        "MADV_COLLAPSE of madvise", "MAP_HUGETLB of mmap", "MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE of membarrier", "MFD_HUGETLB of memfd_create",
        "MSG_OOB of unix sockets of sendmsg", "PR_SCHED_CORE of prctl", "PTRACE_PEEKSIGINFO of ptrace", "SIOCSIFFLAGS of ioctl", "SOCK_RAW of socket",
        "SO_ATTACH_FILTER of setsockopt", "TCP_REPAIR of setsockopt", "TIOCGLCKTRMIOS of ioctl", "UDP_ENCAP of setsockopt",
    ];

    [Fact]
    public void Log_NamesWhatLinuxKnowsOnce()
    {
        using Overlay overlay = new();
        _ = overlay.Compile("refused", Repository.PathOf("tests", "Userland", "refused", "refused.c"));
        Outcome guest = overlay.Run(TimeSpan.FromMinutes(2), "--microvm", "--append", "loglevel=6", "--", "/test/refused");
        string[] named = [.. Line().Matches(guest.Output).Select(match => match.Groups["what"].Value.TrimEnd()).Order(StringComparer.Ordinal)];
        Assert.Equal(s_named, named);
    }

    [GeneratedRegex(@"refused\[\d+\]: (?<what>.*) is not implemented")]
    private static partial Regex Line();
}
