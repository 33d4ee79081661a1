// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>uname(2), sysinfo(2), getrandom(2), reboot(2): the system as a whole.</summary>
internal static class SystemCalls
{
    private const int MaximumHostName = 64;

    internal static Result<long> uname(in SyscallContext context, ulong address)
    {
        _ = context;
        Utsname name = default;
        SystemName.Fill(ref name);
        return SyscallContext.Done(SyscallContext.Write(address, name));
    }

    internal static Result<long> sethostname(in SyscallContext context, ulong address, int length) => SetName(context, address, length, isHost: true);

    internal static Result<long> setdomainname(in SyscallContext context, ulong address, int length) => SetName(context, address, length, isHost: false);

    internal static Result<long> sysinfo(in SyscallContext context, ulong address)
    {
        _ = context;
        SystemInformation information = new()
        {
            uptime = Clock.MonotonicNanoseconds / Clock.NanosecondsPerSecond,
            load1 = (ulong)LoadAverage.OneMinute,
            load5 = (ulong)LoadAverage.FiveMinutes,
            load15 = (ulong)LoadAverage.FifteenMinutes,
            totalram = (ulong)PhysicalMemory.TotalBytes,
            freeram = (ulong)PhysicalMemory.FreeBytes,
            sharedram = (ulong)(Files.PageCache.MemoryOnlyPages * Page.Size),
            procs = (ushort)Math.Min(ProcessTable.ThreadCount, ushort.MaxValue),
            mem_unit = 1,
        };
        return SyscallContext.Done(SyscallContext.Write(address, information));
    }

    internal static Result<long> getrandom(in SyscallContext context, ulong address, ulong count, RandomFlags flags)
    {
        _ = context;
        const RandomFlags Known = RandomFlags.GRND_NONBLOCK | RandomFlags.GRND_RANDOM | RandomFlags.GRND_INSECURE;
        if ((flags & ~Known) != 0 || (flags & (RandomFlags.GRND_RANDOM | RandomFlags.GRND_INSECURE)) == (RandomFlags.GRND_RANDOM | RandomFlags.GRND_INSECURE)) return Errno.EINVAL;
        count = Math.Min(count, int.MaxValue);
        Span<byte> chunk = stackalloc byte[256];
        ulong done = 0;
        while (done < count)
        {
            Span<byte> part = chunk[..(int)Math.Min((ulong)chunk.Length, count - done)];
            RandomSource.Fill(part);
            Errno error = UserMemory.CopyOut(new VirtualAddress(address + done), part);
            if (error != Errno.None) return done == 0 ? error : (long)done;
            done += (ulong)part.Length;
            Scheduler.YieldIfNeeded();
        }

        return (long)done;
    }

    internal static Result<long> reboot(in SyscallContext context, uint magic, uint magic2, uint command)
    {
        if (!context.Credentials.Has(Capability.CAP_SYS_BOOT)) return Errno.EPERM;
        bool isMagic = magic == RebootConstants.LINUX_REBOOT_MAGIC1
            && magic2 is RebootConstants.LINUX_REBOOT_MAGIC2 or RebootConstants.LINUX_REBOOT_MAGIC2A or RebootConstants.LINUX_REBOOT_MAGIC2B or RebootConstants.LINUX_REBOOT_MAGIC2C;
        if (!isMagic) return Errno.EINVAL;
        switch (command)
        {
            case RebootConstants.LINUX_REBOOT_CMD_RESTART:
            case RebootConstants.LINUX_REBOOT_CMD_RESTART2:
                Log.Notice($"restarting");
                Power.Restart();
                return 0;
            case RebootConstants.LINUX_REBOOT_CMD_HALT:
                Log.Notice($"halted");
                Power.Halt();
                return 0;
            case RebootConstants.LINUX_REBOOT_CMD_POWER_OFF:
                Log.Notice($"power off");
                Power.Off();
                return 0;
            case RebootConstants.LINUX_REBOOT_CMD_CAD_ON:
            case RebootConstants.LINUX_REBOOT_CMD_CAD_OFF:
                // There is no Ctrl-Alt-Del to turn on or off.
                return 0;
            default:
                return Errno.EINVAL;
        }
    }

    /// <summary>personality(2): the persona from before. Obeyed are ADDR_NO_RANDOMIZE, at the next program, and READ_IMPLIES_EXEC.</summary>
    [Missing("of the flags, `ADDR_NO_RANDOMIZE` and `READ_IMPLIES_EXEC` are obeyed, the others are kept and shown")]
    internal static Result<long> personality(in SyscallContext context, uint persona)
    {
        const uint Ask = uint.MaxValue;
        uint old = context.Process.Personality;
        if (persona != Ask) context.Process.Personality = persona;
        return old;
    }

    private static Result<long> SetName(in SyscallContext context, ulong address, int length, bool isHost)
    {
        if (!context.Credentials.IsPrivileged) return Errno.EPERM;
        if (length is < 0 or > MaximumHostName) return Errno.EINVAL;
        byte[] name = new byte[length];
        Errno error = UserMemory.CopyIn(new VirtualAddress(address), name);
        if (error != Errno.None) return error;
        if (isHost) SystemName.HostName = name;
        else SystemName.DomainName = name;
        return 0;
    }
}
