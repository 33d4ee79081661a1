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

    /// <summary>The flags of every kernel; MAP_SHARED_VALIDATE makes sure that there are no others (mmap(2)).</summary>
    private const MapFlags Legacy = MapFlags.MAP_SHARED_VALIDATE | MapFlags.MAP_FIXED | MapFlags.MAP_ANONYMOUS | MapFlags.MAP_DENYWRITE
        | MapFlags.MAP_EXECUTABLE | MapFlags.MAP_UNINITIALIZED | MapFlags.MAP_GROWSDOWN | MapFlags.MAP_LOCKED | MapFlags.MAP_NORESERVE
        | MapFlags.MAP_POPULATE | MapFlags.MAP_NONBLOCK | MapFlags.MAP_STACK | MapFlags.MAP_HUGETLB | MapFlags.MAP_32BIT;

    [Missing("`MAP_HUGETLB` and `MAP_SYNC` are refused")]
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
                Protection = Imply(context, protection & Rights, file),
                Flags = flags,
                AreaFlags = FlagsOf(flags),
                FirstPage = (long)(offset / VirtualAddress.PageSize),
                File = file,
            };
            error = isAnonymous ? PrepareAnonymous(ref request, flags) : PrepareFile(ref request, file!, flags, offset);
            if (error != Errno.None) return error;
            AddressSpace space = SpaceOf(context);
            if (!space.Map(request).Try(out ulong start, out error)) return error;
            ulong end = start + ((length + PageMask) & ~PageMask);
            bool isPopulated = (flags & (MapFlags.MAP_POPULATE | MapFlags.MAP_NONBLOCK)) == MapFlags.MAP_POPULATE;
            if (isPopulated) _ = space.Populate(start, end - start, (protection & Protection.PROT_WRITE) != 0);
            else _ = space.PopulateLocked(start, end);
            return (long)start;
        }
        finally
        {
            file?.Dispose();
        }
    }

    internal static Result<long> munmap(in SyscallContext context, ulong address, ulong length) =>
        SyscallContext.Done(context.Process.AddressSpace.Unmap(address, length));

    internal static Result<long> mprotect(in SyscallContext context, ulong address, ulong length, Protection protection)
    {
        bool implies = (context.Process.Personality & (uint)Persona.READ_IMPLIES_EXEC) != 0;
        return SyscallContext.Done(SpaceOf(context).Protect(address, length, protection, implies));
    }

    internal static Result<long> madvise(in SyscallContext context, ulong address, ulong length, int advice) =>
        SyscallContext.Done(context.Process.AddressSpace.Advise(address, length, (MemoryAdvice)advice));

    internal static Result<long> mremap(in SyscallContext context, ulong address, ulong oldLength, ulong newLength, ulong flags, ulong newAddress)
    {
        AddressSpace space = SpaceOf(context);
        if (!space.Remap(address, oldLength, newLength, (RemapFlags)flags, newAddress).Try(out ulong moved, out Errno error)) return error;
        if (newLength > oldLength) _ = space.PopulateLocked(moved + ((oldLength + PageMask) & ~PageMask), moved + ((newLength + PageMask) & ~PageMask));
        return (long)moved;
    }

    internal static Result<long> brk(in SyscallContext context, ulong address)
    {
        AddressSpace space = SpaceOf(context);
        ulong before = space.Break(0);
        ulong end = space.Break(address);
        if (end > before) _ = space.PopulateLocked(before & ~PageMask, (end + PageMask) & ~PageMask);
        return (long)end;
    }

    /// <summary>The caller's memory, which knows the caller's limits from here on.</summary>
    internal static AddressSpace SpaceOf(in SyscallContext context)
    {
        AddressSpace space = context.Process.AddressSpace;
        space.Limits = context.Process.Limits.ForMemory(context.Credentials);
        return space;
    }

    /// <summary>READ_IMPLIES_EXEC of personality(2), except for files that must not be executed.</summary>
    private static Protection Imply(in SyscallContext context, Protection protection, OpenFile? file)
    {
        bool implies = (context.Process.Personality & (uint)Persona.READ_IMPLIES_EXEC) != 0 && (protection & Protection.PROT_READ) != 0;
        bool isForbidden = file is not null && (file.Path.Mount.Flags & MountFlags.MS_NOEXEC) != 0;
        return implies && !isForbidden ? protection | Protection.PROT_EXEC : protection;
    }

    /// <summary>msync(2): shared pages are those of the file at any time, so only the way to the disk is left.</summary>
    internal static Result<long> msync(in SyscallContext context, ulong address, ulong length, MsyncFlags flags)
    {
        const MsyncFlags Both = MsyncFlags.MS_ASYNC | MsyncFlags.MS_SYNC;
        if ((flags & ~(Both | MsyncFlags.MS_INVALIDATE)) != 0 || (address & PageMask) != 0 || (flags & Both) == Both) return Errno.EINVAL;
        ulong end = address + ((length + PageMask) & ~PageMask);
        if (end < address) return Errno.ENOMEM;
        return SyscallContext.Done(context.Process.AddressSpace.Synchronize(address, end, (flags & MsyncFlags.MS_SYNC) != 0, (flags & MsyncFlags.MS_INVALIDATE) != 0));
    }

    /// <summary>mincore(2): which pages are resident. <c>EINVAL</c>, <c>ENOMEM</c>, <c>EFAULT</c>.</summary>
    internal static Result<long> mincore(in SyscallContext context, ulong address, ulong length, ulong vector)
    {
        if ((address & PageMask) != 0) return Errno.EINVAL;
        if (!new VirtualAddress(address).IsUserRange(length)) return Errno.ENOMEM;
        ulong pages = (length / VirtualAddress.PageSize) + ((length & PageMask) != 0 ? 1UL : 0);
        if (!new VirtualAddress(vector).IsUserRange(pages)) return Errno.EFAULT;
        System.Span<byte> chunk = stackalloc byte[256];
        for (ulong done = 0; done < pages;)
        {
            System.Span<byte> part = chunk[..(int)System.Math.Min((ulong)chunk.Length, pages - done)];
            int count = context.Process.AddressSpace.TellResident(address + (done * VirtualAddress.PageSize), part, context.Credentials);
            if (count == 0) return Errno.ENOMEM;
            Errno error = UserMemory.CopyOut(new VirtualAddress(vector + done), part[..count]);
            if (error != Errno.None) return error;
            done += (ulong)count;
            Scheduling.Scheduler.YieldIfNeeded();
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
                bool isAccounted = (flags & MapFlags.MAP_NORESERVE) == 0 || Overcommit.Mode == OvercommitMode.Never;
                request.Source = new SharedMemory((long)((request.ByteCount + PageMask) & ~PageMask), isAccounted);
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
        if ((flags & MapFlags.MAP_TYPE) == MapFlags.MAP_SHARED_VALIDATE && (flags & ~Legacy) != 0) return Errno.EOPNOTSUPP;
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
