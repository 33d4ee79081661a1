// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/xattr.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("getxattr")]
    public static long getxattr(byte* path, byte* name, void* value, nuint size) =>
        Error.Answer(Syscall.Invoke(SystemCall.getxattr, (long)path, (long)name, (long)value, (long)size));

    [RuntimeExport("setxattr")]
    public static int setxattr(byte* path, byte* name, void* value, nuint size, int flags) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.setxattr, (long)path, (long)name, (long)value, (long)size, flags));

    [RuntimeExport("listxattr")]
    public static long listxattr(byte* path, byte* list, nuint size) =>
        Error.Answer(Syscall.Invoke(SystemCall.listxattr, (long)path, (long)list, (long)size));

    [RuntimeExport("removexattr")]
    public static int removexattr(byte* path, byte* name) => (int)Error.Answer(Syscall.Invoke(SystemCall.removexattr, (long)path, (long)name));

    [RuntimeExport("lgetxattr")]
    public static long lgetxattr(byte* path, byte* name, void* value, nuint size) =>
        Error.Answer(Syscall.Invoke(SystemCall.lgetxattr, (long)path, (long)name, (long)value, (long)size));

    [RuntimeExport("lsetxattr")]
    public static int lsetxattr(byte* path, byte* name, void* value, nuint size, int flags) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.lsetxattr, (long)path, (long)name, (long)value, (long)size, flags));

    [RuntimeExport("llistxattr")]
    public static long llistxattr(byte* path, byte* list, nuint size) =>
        Error.Answer(Syscall.Invoke(SystemCall.llistxattr, (long)path, (long)list, (long)size));

    [RuntimeExport("lremovexattr")]
    public static int lremovexattr(byte* path, byte* name) => (int)Error.Answer(Syscall.Invoke(SystemCall.lremovexattr, (long)path, (long)name));

    [RuntimeExport("fgetxattr")]
    public static long fgetxattr(int fd, byte* name, void* value, nuint size) =>
        Error.Answer(Syscall.Invoke(SystemCall.fgetxattr, fd, (long)name, (long)value, (long)size));

    [RuntimeExport("fsetxattr")]
    public static int fsetxattr(int fd, byte* name, void* value, nuint size, int flags) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.fsetxattr, fd, (long)name, (long)value, (long)size, flags));

    [RuntimeExport("flistxattr")]
    public static long flistxattr(int fd, byte* list, nuint size) => Error.Answer(Syscall.Invoke(SystemCall.flistxattr, fd, (long)list, (long)size));

    [RuntimeExport("fremovexattr")]
    public static int fremovexattr(int fd, byte* name) => (int)Error.Answer(Syscall.Invoke(SystemCall.fremovexattr, fd, (long)name));
}
