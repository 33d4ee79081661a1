// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>The calls behind sys/capability.h of libcap, in no header of the C library; header and data are linux/capability.h's.</summary>
public static unsafe partial class C
{
    /// <summary>EINVAL for a version that there is not, which is put right in the header; ESRCH for a process that there is not.</summary>
    [RuntimeExport("capget")]
    public static int capget(void* header, void* data) => (int)Error.Answer(Syscall.Invoke(SystemCall.capget, (long)header, (long)data));

    /// <summary>The errors of <see cref="capget"/>; EPERM for more than the thread may have, or another process.</summary>
    [RuntimeExport("capset")]
    public static int capset(void* header, void* data) => (int)Error.Answer(Syscall.Invoke(SystemCall.capset, (long)header, (long)data));
}
