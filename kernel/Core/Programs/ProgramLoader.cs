// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Machine;

namespace Skift.Core.Programs;

/// <summary>Maps a program, and its interpreter if it has one, into a new address space.</summary>
/// <remarks>What must be written rather than mapped (the stack, the rest of a page behind the data) follows in <see cref="ProgramStart"/>, when
/// the address space is the current one.</remarks>
internal sealed class ProgramLoader
{
    private const ulong PageSize = VirtualAddress.PageSize;
    private const ulong PageMask = PageSize - 1;

    /// <summary>Where position-independent programs go: two thirds up, as Linux's ELF_ET_DYN_BASE, with 28 random bits of pages.</summary>
    private const ulong DynamicBase = 0x5555_5555_4000;
    private const ulong DynamicRandomPages = 1UL << 28;
    private const ulong StackRandomBytes = 1UL << 34;
    private const ulong MapRandomPages = 1UL << 28;
    private const ulong HeapRandomBytes = 1UL << 25;
    private const ulong InitialStackBytes = 128 * 1024;
    private const ulong MinimumStackRoom = 128UL * 1024 * 1024;

    private readonly AddressSpace _space;
    private readonly bool _isRandom;

    /// <param name="isRandom">Whether program, maps, heap and stack begin at places that nobody can guess (not with ADDR_NO_RANDOMIZE).</param>
    internal ProgramLoader(AddressSpace space, bool isRandom)
    {
        _space = space;
        _isRandom = isRandom;
    }

    /// <summary>First instruction that runs: the interpreter's, if there is one.</summary>
    internal ulong Start { get; private set; }

    /// <summary>AT_ENTRY, AT_PHDR, AT_PHNUM, AT_BASE.</summary>
    internal ulong Entry { get; private set; }

    internal ulong HeadersAddress { get; private set; }

    internal int HeaderCount { get; private set; }

    internal ulong InterpreterBase { get; private set; }

    /// <summary>First address above the stack.</summary>
    internal ulong StackTop { get; private set; }

    /// <summary>The two places that are to be cleared up to the end of the page.</summary>
    internal (ulong Start, ulong End) ProgramTail { get; private set; }

    internal (ulong Start, ulong End) InterpreterTail { get; private set; }

    internal Errno Load(ProgramFile program, ElfImage image, ProgramFile? interpreter, ElfImage? interpreterImage, ulong stackLimit)
    {
        PlaceStackAndMaps(stackLimit);
        ulong bias = 0;
        if (image.Type == ElfType.ET_DYN)
        {
            ulong place = DynamicBase + (Random(DynamicRandomPages) * PageSize);
            bias = (place & ~(image.Alignment - 1)) - image.Start;
        }

        if (!MapImage(program, image, bias).Try(out (ulong Start, ulong End) tail, out Errno error)) return error;
        ProgramTail = tail;
        Entry = image.Entry + bias;
        Start = Entry;
        HeadersAddress = image.HeadersAddress == 0 ? 0 : image.HeadersAddress + bias;
        HeaderCount = image.HeaderCount;
        if (interpreterImage is not null)
        {
            error = LoadInterpreter(interpreter!, interpreterImage);
            if (error != Errno.None) return error;
        }

        error = MapStack(image.HasExecutableStack);
        if (error != Errno.None) return error;
        VirtualCalls = Programs.VirtualCalls.MapInto(_space);
        DescribeLayout(image, bias);
        return Errno.None;
    }

    private ulong Random(ulong limit) => _isRandom ? RandomSource.NextUInt64() % limit : 0;

    private void PlaceStackAndMaps(ulong stackLimit)
    {
        StackTop = VirtualAddress.UserEnd - (Random(StackRandomBytes) & ~PageMask);
        ulong room = Math.Clamp(stackLimit, MinimumStackRoom, VirtualAddress.UserEnd / 6 * 5);
        _space.MapBase = VirtualAddress.UserEnd - StackRandomBytes - room - (Random(MapRandomPages) * PageSize);
    }

    private Errno LoadInterpreter(ProgramFile interpreter, ElfImage image)
    {
        ulong bias = 0;
        if (image.Type == ElfType.ET_DYN)
        {
            // A reservation finds the place; the segments then replace it.
            AddressSpace.MapRequest reserve = new() { ByteCount = image.End - image.Start, AreaFlags = AreaFlags.NoReserve };
            if (!_space.Map(reserve).Try(out ulong place, out Errno error)) return error;
            error = _space.Unmap(place, image.End - image.Start);
            if (error != Errno.None) return error;
            bias = place - image.Start;
        }

        if (!MapImage(interpreter, image, bias).Try(out (ulong Start, ulong End) tail, out Errno failure)) return failure;
        InterpreterTail = tail;
        InterpreterBase = bias;
        Start = image.Entry + bias;
        return Errno.None;
    }

    /// <summary>Where the object with the calls that need no kernel is; 0: nowhere.</summary>
    internal ulong VirtualCalls { get; private set; }

    /// <summary>Maps the segments.</summary>
    /// <returns>The bytes behind the file's data in the last page of a segment that goes on with zeros.</returns>
    private Result<(ulong Start, ulong End)> MapImage(ProgramFile program, ElfImage image, ulong bias)
    {
        (ulong Start, ulong End) tail = default;
        foreach (ElfSegment segment in image.Segments)
        {
            ulong start = (segment.Address + bias) & ~PageMask;
            ulong fileEnd = segment.Address + bias + segment.FileBytes;
            ulong end = (segment.Address + bias + segment.MemoryBytes + PageMask) & ~PageMask;
            ulong mapped = segment.FileBytes == 0 ? start : (fileEnd + PageMask) & ~PageMask;
            if (end <= start || !new VirtualAddress(start).IsUserRange(end - start)) return Errno.ENOMEM;
            if (mapped > start)
            {
                Errno error = MapFixed(start, mapped - start, segment.Protection, program, (long)(segment.Offset & ~PageMask));
                if (error != Errno.None) return error;
            }

            if (end > mapped)
            {
                Errno error = MapFixed(mapped, end - mapped, segment.Protection, null, 0);
                if (error != Errno.None) return error;
            }

            bool hasTail = segment.MemoryBytes > segment.FileBytes && segment.FileBytes != 0 && (segment.Flags & ElfSegmentFlags.PF_W) != 0;
            if (hasTail) tail = (fileEnd, mapped);
        }

        return tail;
    }

    private Errno MapFixed(ulong start, ulong byteCount, Protection protection, ProgramFile? program, long offset)
    {
        AddressSpace.MapRequest request = new()
        {
            Address = start,
            ByteCount = byteCount,
            Protection = protection,
            Flags = MapFlags.MAP_FIXED_NOREPLACE,
            Source = program?.Pages,
            FirstPage = offset / Page.Size,
            File = program?.File,
        };
        return _space.Map(request).Try(out _, out Errno error) ? Errno.None : error == Errno.EEXIST ? Errno.ENOEXEC : error;
    }

    private Errno MapStack(bool isExecutable)
    {
        Protection protection = Protection.PROT_READ | Protection.PROT_WRITE | (isExecutable ? Protection.PROT_EXEC : Protection.PROT_NONE);
        AddressSpace.MapRequest request = new()
        {
            Address = StackTop - InitialStackBytes,
            ByteCount = InitialStackBytes,
            Protection = protection,
            Flags = MapFlags.MAP_FIXED_NOREPLACE,
            AreaFlags = AreaFlags.GrowsDown | AreaFlags.Stack,
        };
        return _space.Map(request).Try(out _, out Errno error) ? Errno.None : error;
    }

    private void DescribeLayout(ElfImage image, ulong bias)
    {
        ElfSegment first = image.Segments[0];
        ElfSegment last = image.Segments[^1];
        ProgramLayout layout = default;
        foreach (ElfSegment segment in image.Segments)
        {
            if ((segment.Flags & ElfSegmentFlags.PF_X) != 0)
            {
                layout.CodeStart = segment.Address + bias;
                layout.CodeEnd = segment.Address + bias + segment.FileBytes;
                break;
            }
        }

        if (layout.CodeEnd == 0) layout.CodeStart = first.Address + bias;
        layout.DataStart = last.Address + bias;
        layout.DataEnd = last.Address + bias + last.FileBytes;
        layout.Entry = Entry;
        ulong heap = image.End + bias + (Random(HeapRandomBytes) & ~PageMask);
        layout.HeapStart = heap;
        layout.HeapEnd = heap;
        _space.SetHeapStart(heap);
        _space.Layout = layout;
    }
}
