// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>mmap(2) and the other calls of <c>sys/mman.h</c>, and brk(2).</summary>
internal static class MemoryCalls
{
    private const Protection Rights = Protection.PROT_READ | Protection.PROT_WRITE | Protection.PROT_EXEC;
    private const ulong PageMask = VirtualAddress.PageSize - 1;

    [Missing("`MAP_HUGETLB` and `MAP_SYNC` are refused; `MAP_SHARED_VALIDATE` does not check further flags")]
    internal static Result<long> mmap(in SyscallContext context, ulong address, ulong length, Protection protection, MapFlags flags, int descriptor, ulong offset)
    {
        if ((offset & PageMask) != 0) return Errno.EINVAL;
        OpenFile? file = null;
        Errno error = Errno.None;
        bool isAnonymous = (flags & MapFlags.MAP_ANONYMOUS) != 0;
        if (!isAnonymous && !context.GetFile(descriptor).Try(out file, out error)) return error;
        try
        {
            if (length == 0) return Errno.EINVAL;
            // There are no huge pages to give.
            if ((flags & MapFlags.MAP_HUGETLB) != 0) return MissingFlags.Refuse("mmap", "MAP_HUGETLB", isAnonymous ? Errno.ENOMEM : Errno.EINVAL);
            AddressSpace.MapRequest request = new()
            {
                Address = address,
                ByteCount = length,
                Protection = protection & Rights,
                Flags = flags,
                AreaFlags = FlagsOf(flags),
                FirstPage = (long)(offset / VirtualAddress.PageSize),
                File = file,
            };
            error = isAnonymous ? PrepareAnonymous(ref request, flags) : PrepareFile(ref request, file!, flags, offset);
            if (error != Errno.None) return error;
            AddressSpace space = context.Process.AddressSpace;
            space.Limits = context.Process.Limits.ForMemory();
            if (!space.Map(request).Try(out ulong start, out error)) return error;
            bool isPopulated = (flags & (MapFlags.MAP_POPULATE | MapFlags.MAP_LOCKED)) != 0 && (flags & MapFlags.MAP_NONBLOCK) == 0;
            if (isPopulated) _ = space.Populate(start, (length + PageMask) & ~PageMask, (protection & Protection.PROT_WRITE) != 0);
            return (long)start;
        }
        finally
        {
            file?.Dispose();
        }
    }

    internal static Result<long> munmap(in SyscallContext context, ulong address, ulong length) =>
        SyscallContext.Done(context.Process.AddressSpace.Unmap(address, length));

    internal static Result<long> mprotect(in SyscallContext context, ulong address, ulong length, Protection protection) =>
        SyscallContext.Done(context.Process.AddressSpace.Protect(address, length, protection));

    [Missing("`MADV_REMOVE`; `MADV_POPULATE_*` report no errors of the pages")]
    internal static Result<long> madvise(in SyscallContext context, ulong address, ulong length, int advice) =>
        SyscallContext.Done(context.Process.AddressSpace.Advise(address, length, (MemoryAdvice)advice));

    [Missing("`MREMAP_DONTUNMAP`")]
    internal static Result<long> mremap(in SyscallContext context, ulong address, ulong oldLength, ulong newLength, ulong flags, ulong newAddress)
    {
        AddressSpace space = context.Process.AddressSpace;
        space.Limits = context.Process.Limits.ForMemory();
        if (((RemapFlags)flags & RemapFlags.MREMAP_DONTUNMAP) != 0) _ = MissingFlags.Refuse("mremap", "MREMAP_DONTUNMAP", Errno.EINVAL);
        return space.Remap(address, oldLength, newLength, (RemapFlags)flags, newAddress).Try(out ulong moved, out Errno error) ? (long)moved : error;
    }

    internal static Result<long> brk(in SyscallContext context, ulong address)
    {
        AddressSpace space = context.Process.AddressSpace;
        space.Limits = context.Process.Limits.ForMemory();
        return (long)space.Break(address);
    }

    /// <summary>msync(2): shared pages are those of the file at any time, so only the way to the disk is left.</summary>
    internal static Result<long> msync(in SyscallContext context, ulong address, ulong length, MsyncFlags flags)
    {
        const MsyncFlags Both = MsyncFlags.MS_ASYNC | MsyncFlags.MS_SYNC;
        if ((flags & ~(Both | MsyncFlags.MS_INVALIDATE)) != 0 || (address & PageMask) != 0 || (flags & Both) == Both) return Errno.EINVAL;
        ulong end = address + ((length + PageMask) & ~PageMask);
        if (end < address) return Errno.ENOMEM;
        return SyscallContext.Done(context.Process.AddressSpace.Synchronize(address, end, (flags & MsyncFlags.MS_SYNC) != 0));
    }

    /// <summary>mincore(2): which pages are resident.</summary>
    internal static Result<long> mincore(in SyscallContext context, ulong address, ulong length, ulong vector)
    {
        if ((address & PageMask) != 0) return Errno.EINVAL;
        if (!new VirtualAddress(address).IsUserRange(length)) return Errno.ENOMEM;
        AddressSpace space = context.Process.AddressSpace;
        ulong pages = (length + PageMask) / VirtualAddress.PageSize;
        for (ulong i = 0; i < pages; i++)
        {
            ulong page = address + (i * VirtualAddress.PageSize);
            if (!space.IsMapped(page)) return Errno.ENOMEM;
            byte isResident = (byte)(space.PageTable.Query(new VirtualAddress(page)).IsMapped ? 1 : 0);
            Errno error = SyscallContext.Write(vector + i, isResident);
            if (error != Errno.None) return error;
            Scheduling.Scheduler.YieldIfNeeded();
        }

        return 0;
    }

    /// <summary>mlock(2): nothing is ever paged out, so it is enough that the pages are there.</summary>
    internal static Result<long> mlock(in SyscallContext context, ulong address, ulong length)
    {
        ulong start = address & ~PageMask;
        ulong end = (address + length + PageMask) & ~PageMask;
        if (end < start) return Errno.EINVAL;
        for (ulong page = start; page < end; page += VirtualAddress.PageSize)
        {
            if (!context.Process.AddressSpace.IsMapped(page)) return Errno.ENOMEM;
        }

        Errno error = context.Process.AddressSpace.Populate(start, end - start, forWrite: false);
        return SyscallContext.Done(error == Errno.EFAULT ? Errno.ENOMEM : error);
    }

    internal static Result<long> munlock(in SyscallContext context, ulong address, ulong length)
    {
        ulong start = address & ~PageMask;
        ulong end = (address + length + PageMask) & ~PageMask;
        if (end < start) return Errno.EINVAL;
        for (ulong page = start; page < end; page += VirtualAddress.PageSize)
        {
            if (!context.Process.AddressSpace.IsMapped(page)) return Errno.ENOMEM;
        }

        return 0;
    }

    private static AreaFlags FlagsOf(MapFlags flags)
    {
        AreaFlags result = AreaFlags.None;
        if ((flags & MapFlags.MAP_TYPE) is MapFlags.MAP_SHARED or MapFlags.MAP_SHARED_VALIDATE) result |= AreaFlags.Shared;
        if ((flags & MapFlags.MAP_GROWSDOWN) != 0) result |= AreaFlags.GrowsDown;
        if ((flags & MapFlags.MAP_NORESERVE) != 0) result |= AreaFlags.NoReserve;
        return result;
    }

    private static Errno PrepareAnonymous(ref AddressSpace.MapRequest request, MapFlags flags)
    {
        switch (flags & MapFlags.MAP_TYPE)
        {
            case MapFlags.MAP_PRIVATE:
                request.FirstPage = 0;
                return Errno.None;
            case MapFlags.MAP_SHARED:
                if ((flags & MapFlags.MAP_GROWSDOWN) != 0) return Errno.EINVAL;
                request.FirstPage = 0;
                request.Source = new SharedMemory((long)((request.ByteCount + PageMask) & ~PageMask));
                return Errno.None;
            default:
                return Errno.EINVAL;
        }
    }

    private static Errno PrepareFile(ref AddressSpace.MapRequest request, OpenFile file, MapFlags flags, ulong offset)
    {
        // Nothing may lie behind what an offset can name.
        if (offset > long.MaxValue || request.ByteCount > (ulong)long.MaxValue - offset) return Errno.EOVERFLOW;
        bool isShared = (request.AreaFlags & AreaFlags.Shared) != 0;
        bool isKnown = (flags & MapFlags.MAP_TYPE) is MapFlags.MAP_SHARED or MapFlags.MAP_PRIVATE or MapFlags.MAP_SHARED_VALIDATE;
        if (!isKnown) return Errno.EINVAL;
        if (isShared && (request.Protection & Protection.PROT_WRITE) != 0 && !file.CanWrite) return Errno.EACCES;
        if (isShared && !file.CanWrite) request.AreaFlags |= AreaFlags.NeverWritable;
        if (!file.CanRead) return Errno.EACCES;
        bool isNoExec = (file.Path.Mount.Flags & MountFlags.MS_NOEXEC) != 0;
        if (isNoExec && (request.Protection & Protection.PROT_EXEC) != 0) return Errno.EPERM;
        if (isNoExec) request.AreaFlags |= AreaFlags.NeverExecutable;
        if ((flags & MapFlags.MAP_GROWSDOWN) != 0) return Errno.EINVAL;
        if (!file.Map().Try(out MemoryObject? pages, out Errno error)) return error;
        request.Source = pages;
        return isShared && pages is PageCache sealable ? CheckSeals(ref request, sealable) : Errno.None;
    }

    /// <summary>What is sealed against writing can be shared for reading only.</summary>
    private static Errno CheckSeals(ref AddressSpace.MapRequest request, PageCache pages)
    {
        if ((pages.Seals & (Seals.F_SEAL_WRITE | Seals.F_SEAL_FUTURE_WRITE)) == 0) return Errno.None;
        if ((request.Protection & Protection.PROT_WRITE) != 0) return Errno.EPERM;
        request.AreaFlags |= AreaFlags.NeverWritable;
        return Errno.None;
    }
}
