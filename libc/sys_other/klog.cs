// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/klog.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("klogctl")]
    public static int klogctl(int type, byte* buffer, int length) => (int)Error.Answer(Syscall.Invoke(SystemCall.syslog, type, (long)buffer, length));
}
