// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>An ELF core file of a process whose threads stand still (<c>core(5)</c>): notes, then the memory that its filter lets through.</summary>
internal sealed class CoreFile
{
    /// <summary>Bits of <c>/proc/N/coredump_filter</c>.</summary>
    private const uint AnonymousPrivate = 1;
    private const uint AnonymousShared = 2;
    private const uint FilePrivate = 4;
    private const uint FileShared = 8;
    private const uint ElfHeaders = 16;

    private readonly Process _process;
    private readonly OpenFile _file;
    private readonly ulong _limit;
    private readonly byte[] _page = new byte[Page.Size];

    private CoreFile(Process process, OpenFile file, ulong limit)
    {
        _process = process;
        _file = file;
        _limit = limit;
    }

    /// <summary>Writes the file of a process of which only the caller still runs.</summary>
    /// <returns>Whether all of it was written.</returns>
    internal static bool TryWrite(UserThread hit, UserThread[] threads, in SignalDetails details)
    {
        Process process = hit.Process;
        ulong limit = process.Limits.Soft(Resource.RLIMIT_CORE);
        if (limit < Page.Size || !process.AddressSpace.IsDumpable) return false;
        byte[] name = CorePattern.NameFor(hit, details.Signal);
        if (name.Length == 0) return false;
        FileView view = new(process.FileSystem, process.Credentials);
        // A file that is there goes, so that nobody gets the memory into one that others have open.
        _ = view.Unlink(name);
        const OpenFlags Flags = OpenFlags.O_CREAT | OpenFlags.O_EXCL | OpenFlags.O_WRONLY | OpenFlags.O_NOFOLLOW | OpenFlags.O_LARGEFILE;
        if (!view.Open(name, Flags, StatMode.S_IRUSR | StatMode.S_IWUSR).Try(out OpenFile? file, out Errno error))
        {
            Log.Info($"{hit.Command}[{process.Id}]: no core file: error {(int)error}");
            return false;
        }

        using (file)
        {
            InodeAttributes attributes = file!.Inode.Attributes;
            if ((attributes.Mode & StatMode.S_IFMT) != StatMode.S_IFREG || attributes.UserId != process.Credentials.FileSystemUserId) return false;
            return new CoreFile(process, file, limit).TryWriteAll(hit, threads, details);
        }
    }

    private bool TryWriteAll(UserThread hit, UserThread[] threads, in SignalDetails details)
    {
        AreaDescription[] areas = Areas();
        ReadOnlySpan<byte> notes = CoreNotes.Make(hit, threads, details, areas).Bytes;
        int count = areas.Length + 1;
        long noteAt = ElfHeader.Size + (count * (long)ElfProgramHeader.Size);
        long at = (noteAt + notes.Length + Page.Size - 1) & ~(long)(Page.Size - 1);
        CoreBytes head = Header(count);
        AddSegment(head, ElfSegmentType.PT_NOTE, ElfSegmentFlags.None, noteAt, 0, (ulong)notes.Length, 0, 4);
        long dataStart = at;
        ulong[] sizes = new ulong[areas.Length];
        for (int i = 0; i < areas.Length; i++)
        {
            AreaDescription area = areas[i];
            sizes[i] = ShownBytes(area);
            AddSegment(head, ElfSegmentType.PT_LOAD, FlagsOf(area.Protection), at, area.Start, sizes[i], area.End - area.Start, (ulong)Page.Size);
            at += (long)sizes[i];
        }

        if (!TryPut(0, head.All) || !TryPut(noteAt, notes)) return false;
        long place = dataStart;
        for (int i = 0; i < areas.Length; i++)
        {
            if (!TryPutMemory(place, areas[i], sizes[i])) return false;
            place += (long)sizes[i];
        }

        // The end may be a hole.
        FileView view = new(_process.FileSystem, _process.Credentials);
        return at == dataStart || view.Truncate(_file, at) == Errno.None;
    }

    private AreaDescription[] Areas()
    {
        List<AreaDescription> areas = [];
        ulong address = 0;
        while (_process.AddressSpace.TryDescribe(address, out AreaDescription area))
        {
            areas.Add(area);
            address = area.End;
        }

        return areas.ToArray();
    }

    /// <summary><c>Elf64_Ehdr</c>.</summary>
    private static CoreBytes Header(int segments) => new CoreBytes()
        .Add32(ElfHeader.Magic).Add8(ElfHeader.ELFCLASS64).Add8(ElfHeader.ELFDATA2LSB).Add8(1).Add8(0).Add64(0UL)
        .Add16((ushort)ElfType.ET_CORE).Add16(ElfHeader.EM_X86_64).Add32(1).Add64(0UL).Add64((ulong)ElfHeader.Size).Add64(0UL).Add32(0)
        .Add16(ElfHeader.Size).Add16(ElfProgramHeader.Size).Add16((ushort)Math.Min(segments, ushort.MaxValue - 1)).Add16(0).Add16(0).Add16(0);

    /// <summary><c>Elf64_Phdr</c>.</summary>
    private static void AddSegment(CoreBytes head, ElfSegmentType type, ElfSegmentFlags flags, long offset, ulong address, ulong shown, ulong size, ulong alignment) =>
        head.Add32((uint)type).Add32((uint)flags).Add64(offset).Add64(address).Add64(0UL).Add64(shown).Add64(size).Add64(alignment);

    private static ElfSegmentFlags FlagsOf(Protection protection)
    {
        ElfSegmentFlags flags = ElfSegmentFlags.None;
        if ((protection & Protection.PROT_READ) != 0) flags |= ElfSegmentFlags.PF_R;
        if ((protection & Protection.PROT_WRITE) != 0) flags |= ElfSegmentFlags.PF_W;
        if ((protection & Protection.PROT_EXEC) != 0) flags |= ElfSegmentFlags.PF_X;
        return flags;
    }

    /// <summary>How much of an area is written (Linux's <c>vma_dump_size</c>).</summary>
    private ulong ShownBytes(in AreaDescription area)
    {
        uint filter = _process.CoreFilter;
        ulong all = area.End - area.Start;
        bool isShared = (area.Flags & AreaFlags.Shared) != 0;
        if ((area.Flags & AreaFlags.DontDump) != 0 || area.IsDevice) return 0;
        if (area.File is null && !area.IsAnonymous && !isShared) return all;
        if (isShared)
        {
            bool isNameless = area.File is not OpenFile file || file.Inode.Attributes.Links == 0;
            return (filter & (isNameless ? AnonymousShared : FileShared)) != 0 ? all : 0;
        }

        bool hasOwnPages = _process.AddressSpace.PageTable.Count(new VirtualAddress(area.Start), all, area.File is not null, false).Anonymous != 0;
        if (hasOwnPages && (filter & AnonymousPrivate) != 0) return all;
        if (area.File is null) return 0;
        if ((filter & FilePrivate) != 0) return all;
        bool isProgram = (filter & ElfHeaders) != 0 && area.FileOffset == 0 && (area.Protection & Protection.PROT_READ) != 0;
        return isProgram && IsElf(area.Start) ? (ulong)Page.Size : 0;
    }

    private bool IsElf(ulong address)
    {
        Span<byte> magic = stackalloc byte[4];
        return _process.AddressSpace.Read(address, magic) == magic.Length && BitConverter.ToUInt32(magic) == ElfHeader.Magic;
    }

    private bool TryPutMemory(long offset, in AreaDescription area, ulong size)
    {
        for (ulong done = 0; done < size; done += Page.Size)
        {
            VirtualAddress at = new(area.Start + done);
            // Pages that were never touched are zeros: a hole in the file.
            if (area.IsAnonymous && !_process.AddressSpace.PageTable.Query(at).IsMapped) continue;
            if (_process.AddressSpace.Read(at.Value, _page) != Page.Size) continue;
            if (!TryPut(offset + (long)done, _page)) return false;
        }

        return true;
    }

    private bool TryPut(long offset, ReadOnlySpan<byte> bytes)
    {
        if ((ulong)offset + (ulong)bytes.Length > _limit) return false;
        IoSource source = IoSource.Over(bytes);
        return _file.WriteAt(ref source, offset, _process.Credentials).Try(out long written, out _) && written == bytes.Length;
    }
}
