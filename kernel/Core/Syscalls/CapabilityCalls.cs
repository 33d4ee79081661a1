// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;

namespace Skift.Core.Syscalls;

/// <summary>capget(2), capset(2), and what prctl(2) does with capabilities.</summary>
internal static class CapabilityCalls
{
    private const int DataBytes = 3 * sizeof(uint);
    private const int AmbientIsSet = 1;
    private const int AmbientRaise = 2;
    private const int AmbientLower = 3;
    private const int AmbientClearAll = 4;

    /// <returns><c>EFAULT</c>; <c>EINVAL</c>: unknown version (the header gets the one there is), negative number; <c>ESRCH</c>.</returns>
    internal static Result<long> capget(in SyscallContext context, ulong headerAddress, ulong dataAddress)
    {
        Errno error = ReadHeader(headerAddress, out CapabilityHeader header, out int parts);
        // Without data the call only asks for the version.
        if (dataAddress == 0 || error != Errno.None) return SyscallContext.Done(dataAddress == 0 && error == Errno.EINVAL ? Errno.None : error);
        if (header.pid < 0) return Errno.EINVAL;
        Process? process = header.pid == 0 ? context.Process : ProcessTable.FindThread(header.pid)?.Process;
        if (process is null) return Errno.ESRCH;
        CapabilitySets sets = process.Credentials.Capabilities;
        for (int part = 0; part < parts; part++)
        {
            int shift = 32 * part;
            CapabilityData data = new() { effective = (uint)(sets.Effective >> shift), permitted = (uint)(sets.Permitted >> shift), inheritable = (uint)(sets.Inheritable >> shift) };
            error = SyscallContext.Write(dataAddress + (ulong)(part * DataBytes), data);
            if (error != Errno.None) return error;
        }

        return 0;
    }

    /// <returns><c>EFAULT</c>; <c>EINVAL</c>: unknown version; <c>EPERM</c>: another thread's, or more than the rules allow.</returns>
    internal static Result<long> capset(in SyscallContext context, ulong headerAddress, ulong dataAddress)
    {
        Errno error = ReadHeader(headerAddress, out CapabilityHeader header, out int parts);
        if (error != Errno.None) return error;
        if (header.pid != 0 && header.pid != context.Thread.Id) return Errno.EPERM;
        ulong effective = 0;
        ulong permitted = 0;
        ulong inheritable = 0;
        for (int part = 0; part < parts; part++)
        {
            error = SyscallContext.Read(dataAddress + (ulong)(part * DataBytes), out CapabilityData data);
            if (error != Errno.None) return error;
            effective |= (ulong)data.effective << (32 * part);
            permitted |= (ulong)data.permitted << (32 * part);
            inheritable |= (ulong)data.inheritable << (32 * part);
        }

        return Set(context, effective & CapabilitySets.All, permitted & CapabilitySets.All, inheritable & CapabilitySets.All);
    }

    private static Result<long> Set(in SyscallContext context, ulong effective, ulong permitted, ulong inheritable)
    {
        Credentials own = context.Credentials;
        CapabilitySets sets = own.Capabilities;
        if (!own.Has(Capability.CAP_SETPCAP) && (inheritable & ~(sets.Inheritable | sets.Permitted)) != 0) return Errno.EPERM;
        if ((inheritable & ~(sets.Inheritable | sets.Bounding)) != 0) return Errno.EPERM;
        if ((permitted & ~sets.Permitted) != 0) return Errno.EPERM;
        if ((effective & ~permitted) != 0) return Errno.EPERM;
        context.Process.Become(own with
        {
            Capabilities = sets with { Effective = effective, Permitted = permitted, Inheritable = inheritable, Ambient = sets.Ambient & permitted & inheritable },
        });
        return 0;
    }

    private static Errno ReadHeader(ulong address, out CapabilityHeader header, out int parts)
    {
        parts = 0;
        header = default;
        Errno error = SyscallContext.Read(address, out uint version);
        if (error != Errno.None) return error;
        parts = version switch { CapabilityHeader.Version1 => 1, CapabilityHeader.Version2 or CapabilityHeader.Version3 => 2, _ => 0 };
        if (parts != 0) return SyscallContext.Read(address, out header);
        error = SyscallContext.Write(address, CapabilityHeader.Version3);
        return error == Errno.None ? Errno.EINVAL : error;
    }

    /// <summary>PR_CAPBSET_READ.</summary>
    internal static Result<long> IsBounding(in SyscallContext context, ulong capability) =>
        !IsKnown(capability) ? Errno.EINVAL : (long)(context.Credentials.Capabilities.Bounding >> (int)capability & 1);

    /// <summary>PR_CAPBSET_DROP.</summary>
    internal static Result<long> DropBounding(in SyscallContext context, ulong capability)
    {
        Credentials own = context.Credentials;
        if (!own.Has(Capability.CAP_SETPCAP)) return Errno.EPERM;
        if (!IsKnown(capability)) return Errno.EINVAL;
        context.Process.Become(own with { Capabilities = own.Capabilities with { Bounding = own.Capabilities.Bounding & ~(1UL << (int)capability) } });
        return 0;
    }

    /// <summary>PR_SET_KEEPCAPS.</summary>
    internal static Result<long> KeepCapabilities(in SyscallContext context, ulong value)
    {
        Credentials own = context.Credentials;
        SecureBits bits = own.Capabilities.SecureBits;
        if (value > 1) return Errno.EINVAL;
        if ((bits & SecureBits.SECBIT_KEEP_CAPS_LOCKED) != 0) return Errno.EPERM;
        bits = value != 0 ? bits | SecureBits.SECBIT_KEEP_CAPS : bits & ~SecureBits.SECBIT_KEEP_CAPS;
        context.Process.Become(own with { Capabilities = own.Capabilities with { SecureBits = bits } });
        return 0;
    }

    /// <summary>PR_SET_SECUREBITS: locks stay, and what is locked stays as it is.</summary>
    internal static Result<long> SetSecureBits(in SyscallContext context, ulong value)
    {
        Credentials own = context.Credentials;
        SecureBits old = own.Capabilities.SecureBits;
        SecureBits bits = (SecureBits)value;
        SecureBits locked = (SecureBits)((uint)old >> 1) & SecureBits.Lockable;
        SecureBits locks = (SecureBits)((uint)SecureBits.Lockable << 1);
        bool isRefused = (locked & (old ^ bits)) != 0 || (old & locks & ~bits) != 0 || (value & ~(ulong)SecureBits.All) != 0;
        if (isRefused || !own.Has(Capability.CAP_SETPCAP)) return Errno.EPERM;
        context.Process.Become(own with { Capabilities = own.Capabilities with { SecureBits = bits } });
        return 0;
    }

    /// <summary>PR_CAP_AMBIENT.</summary>
    internal static Result<long> Ambient(in SyscallContext context, ulong operation, ulong capability, ulong a3, ulong a4)
    {
        Credentials own = context.Credentials;
        CapabilitySets sets = own.Capabilities;
        if (operation == AmbientClearAll)
        {
            if (capability != 0 || a3 != 0 || a4 != 0) return Errno.EINVAL;
            context.Process.Become(own with { Capabilities = sets with { Ambient = 0 } });
            return 0;
        }

        if (!IsKnown(capability) || a3 != 0 || a4 != 0) return Errno.EINVAL;
        ulong bit = 1UL << (int)capability;
        if (operation == AmbientIsSet) return (sets.Ambient & bit) != 0 ? 1 : 0;
        if (operation is not (AmbientRaise or AmbientLower)) return Errno.EINVAL;
        bool mayRaise = (sets.Permitted & sets.Inheritable & bit) != 0 && (sets.SecureBits & SecureBits.SECBIT_NO_CAP_AMBIENT_RAISE) == 0;
        if (operation == AmbientRaise && !mayRaise) return Errno.EPERM;
        ulong ambient = operation == AmbientRaise ? sets.Ambient | bit : sets.Ambient & ~bit;
        context.Process.Become(own with { Capabilities = sets with { Ambient = ambient } });
        return 0;
    }

    private static bool IsKnown(ulong capability) => capability <= CapabilitySets.Last;
}
