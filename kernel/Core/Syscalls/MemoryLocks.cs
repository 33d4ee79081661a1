// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>mlock(2) and its kin, mseal(2), protection keys (<c>pkeys(7)</c>), remap_file_pages(2).</summary>
internal static class MemoryLocks
{
    private const ulong PageMask = VirtualAddress.PageSize - 1;
    private const uint OnFault = 1;

    internal static Result<long> mlock(in SyscallContext context, ulong address, ulong length) => mlock2(context, address, length, 0);

    internal static Result<long> mlock2(in SyscallContext context, ulong address, ulong length, uint flags)
    {
        if ((flags & ~OnFault) != 0) return Errno.EINVAL;
        return SyscallContext.Done(MemoryCalls.SpaceOf(context).Lock(address & ~PageMask, (address + length + PageMask) & ~PageMask, flags != 0));
    }

    internal static Result<long> munlock(in SyscallContext context, ulong address, ulong length) =>
        SyscallContext.Done(context.Process.AddressSpace.Unlock(address & ~PageMask, (address + length + PageMask) & ~PageMask));

    internal static Result<long> mlockall(in SyscallContext context, int flags) => SyscallContext.Done(MemoryCalls.SpaceOf(context).LockAll((LockAllFlags)flags));

    internal static Result<long> munlockall(in SyscallContext context)
    {
        context.Process.AddressSpace.UnlockAll();
        return 0;
    }

    /// <summary>mseal(2). <c>EINVAL</c>: flags, not aligned, wraps around; <c>ENOMEM</c>: part of it is not mapped.</summary>
    internal static Result<long> mseal(in SyscallContext context, ulong address, ulong length, ulong flags)
    {
        if (flags != 0 || (address & PageMask) != 0) return Errno.EINVAL;
        ulong rounded = (length + PageMask) & ~PageMask;
        if ((length != 0 && rounded == 0) || address + rounded < address) return Errno.EINVAL;
        return rounded == 0 ? 0 : SyscallContext.Done(context.Process.AddressSpace.Seal(address, address + rounded));
    }

    /// <summary>pkey_mprotect(2) on a processor without protection keys: there is none but "no key".</summary>
    internal static Result<long> pkey_mprotect(in SyscallContext context, ulong address, ulong length, Protection protection, int key)
    {
        const Protection Growth = Protection.PROT_GROWSDOWN | Protection.PROT_GROWSUP;
        if (key == -1) return MemoryCalls.mprotect(context, address, length, protection);
        // The arguments that mprotect looks at first come first here too.
        if ((protection & Growth) == Growth || (address & PageMask) != 0) return Errno.EINVAL;
        if (length == 0) return 0;
        return address + ((length + PageMask) & ~PageMask) <= address ? Errno.ENOMEM : Errno.EINVAL;
    }

    /// <summary>pkey_alloc(2): all keys are taken where there are none.</summary>
    internal static Result<long> pkey_alloc(in SyscallContext context, ulong flags, ulong rights)
    {
        const ulong AllRights = 3;
        return flags != 0 || (rights & ~AllRights) != 0 ? Errno.EINVAL : Errno.ENOSPC;
    }

    internal static Result<long> pkey_free(in SyscallContext context, int key) => Errno.EINVAL;

    /// <summary>remap_file_pages(2), as the mapping of another part of the file that it has been since Linux 4.0.</summary>
    /// <returns><c>EINVAL</c>: rights, an empty range, one that is not of a single shared mapping; errors of mmap.</returns>
    internal static Result<long> remap_file_pages(in SyscallContext context, ulong address, ulong length, int protection, ulong page, MapFlags flags)
    {
        ulong start = address & ~PageMask;
        ulong bytes = length & ~PageMask;
        if (protection != 0 || start + bytes <= start || page + (bytes >> 12) < page) return Errno.EINVAL;
        AddressSpace space = MemoryCalls.SpaceOf(context);
        return SyscallContext.Done(space.ShowOther(start, bytes, (long)page, (flags & MapFlags.MAP_NONBLOCK) == 0));
    }
}
