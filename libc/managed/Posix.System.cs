// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>uname(2) as strings.</summary>
public sealed class SystemName
{
    internal SystemName(in Utsname name)
    {
        Sysname = ByteString.DecodeTerminated(name.sysname);
        Nodename = ByteString.DecodeTerminated(name.nodename);
        Release = ByteString.DecodeTerminated(name.release);
        Version = ByteString.DecodeTerminated(name.version);
        Machine = ByteString.DecodeTerminated(name.machine);
        Domainname = ByteString.DecodeTerminated(name.domainname);
    }

    public string Sysname { get; }

    public string Nodename { get; }

    public string Release { get; }

    public string Version { get; }

    public string Machine { get; }

    public string Domainname { get; }
}

/// <summary>The system as a whole.</summary>
public static unsafe partial class Posix
{
    /// <summary>uname(2).</summary>
    public static Result<SystemName> Uname()
    {
        Utsname name;
        Errno error = ToErrno(Syscall.Invoke(SystemCall.uname, (long)&name));
        return error == Errno.None ? new SystemName(in name) : error;
    }

    /// <summary>sethostname(2).</summary>
    public static Errno Sethostname(string name) => ToErrno(PathCall(SystemCall.sethostname, name, ByteString.GetByteCount(name)));

    /// <summary>sysinfo(2): memory, load, uptime.</summary>
    public static Result<SystemInformation> Sysinfo()
    {
        SystemInformation information;
        Errno error = ToErrno(Syscall.Invoke(SystemCall.sysinfo, (long)&information));
        return error == Errno.None ? information : error;
    }

    /// <summary>reboot(2): a command of <see cref="RebootConstants"/>.</summary>
    public static Errno Reboot(uint command)
    {
        const uint Magic1 = RebootConstants.LINUX_REBOOT_MAGIC1;
        const uint Magic2 = RebootConstants.LINUX_REBOOT_MAGIC2;
        return ToErrno(Syscall.Invoke(SystemCall.reboot, unchecked((int)Magic1), (int)Magic2, unchecked((int)command), 0));
    }

    /// <summary>getrandom(2): the number of bytes filled in.</summary>
    public static Result<int> Getrandom(Span<byte> buffer, RandomFlags flags = RandomFlags.None)
    {
        fixed (byte* pointer = buffer)
        {
            return ToInt(Syscall.Invoke(SystemCall.getrandom, (long)pointer, buffer.Length, (long)flags));
        }
    }

    /// <summary>klogctl(3), the syslog(2) call: actions 2 to 4 read the kernel's log, 10 answers the size of its buffer.</summary>
    public static Result<int> Klogctl(int action, Span<byte> buffer)
    {
        fixed (byte* pointer = buffer)
        {
            return ToInt(Syscall.Invoke(SystemCall.syslog, action, (long)pointer, buffer.Length));
        }
    }
}
