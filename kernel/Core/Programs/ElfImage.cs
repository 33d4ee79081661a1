// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;

namespace Skift.Core.Programs;

/// <summary>
/// What the loader needs from an ELF file, checked: whatever the file says, the segments here are in order, do not overlap, lie in user memory
/// and have sums that do not overflow.
/// </summary>
/// <remarks>Source: System V gABI, chapters 4 and 5. Pure: tested on the host with damaged files.</remarks>
internal sealed class ElfImage
{
    /// <summary>Program headers beyond this are refused; Linux's limit of one page would be 73.</summary>
    private const int MaximumHeaders = 64 * 1024 / ElfProgramHeader.Size;

    private const ulong PageMask = 4095;
    private const int PathLimit = 4096;

    private ElfImage(ElfType type, ulong entry, ElfSegment[] segments)
    {
        Type = type;
        Entry = entry;
        Segments = segments;
    }

    internal ElfType Type { get; }

    /// <summary>As in the file, before the image is moved.</summary>
    internal ulong Entry { get; }

    /// <summary>The PT_LOAD segments; at least one.</summary>
    internal ElfSegment[] Segments { get; }

    /// <summary>Where the name of the interpreter is in the file; length 0 if there is none.</summary>
    internal long InterpreterOffset { get; private set; }

    internal int InterpreterLength { get; private set; }

    /// <summary>PT_GNU_STACK asks for an executable stack.</summary>
    internal bool HasExecutableStack { get; private set; }

    /// <summary>Address of the program headers in memory; 0 if they are in no segment.</summary>
    internal ulong HeadersAddress { get; private set; }

    internal int HeaderCount { get; private set; }

    /// <summary>First page of the first segment.</summary>
    internal ulong Start => Segments[0].Address & ~PageMask;

    /// <summary>First page behind the last segment.</summary>
    internal ulong End => (Segments[^1].Address + Segments[^1].MemoryBytes + PageMask) & ~PageMask;

    /// <summary>The largest alignment that a segment asks for; a power of two.</summary>
    internal ulong Alignment { get; private set; } = PageMask + 1;

    /// <summary>Looks at the first bytes: where the program headers are.</summary>
    /// <returns><c>ENOEXEC</c>: not an ELF program for this machine.</returns>
    internal static Errno ReadHeader(ReadOnlySpan<byte> bytes, out long headersOffset, out int headersLength)
    {
        headersOffset = 0;
        headersLength = 0;
        if (bytes.Length < ElfHeader.Size) return Errno.ENOEXEC;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != ElfHeader.Magic) return Errno.ENOEXEC;
        if (bytes[4] != ElfHeader.ELFCLASS64 || bytes[5] != ElfHeader.ELFDATA2LSB) return Errno.ENOEXEC;
        ElfType type = (ElfType)BinaryPrimitives.ReadUInt16LittleEndian(bytes[16..]);
        ushort machine = BinaryPrimitives.ReadUInt16LittleEndian(bytes[18..]);
        if (type is not (ElfType.ET_EXEC or ElfType.ET_DYN) || machine != ElfHeader.EM_X86_64) return Errno.ENOEXEC;
        ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(bytes[32..]);
        int entryBytes = BinaryPrimitives.ReadUInt16LittleEndian(bytes[54..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(bytes[56..]);
        if (entryBytes != ElfProgramHeader.Size || count is 0 or > MaximumHeaders || offset > long.MaxValue / 2) return Errno.ENOEXEC;
        headersOffset = (long)offset;
        headersLength = count * ElfProgramHeader.Size;
        return Errno.None;
    }

    /// <summary>Reads the program headers.</summary>
    /// <param name="header">What <see cref="ReadHeader"/> accepted.</param>
    /// <param name="userEnd">First address that is not user memory.</param>
    /// <returns><c>ENOEXEC</c>: not a program that can be loaded; <c>ENOMEM</c>: it does not fit into user memory.</returns>
    internal static Result<ElfImage> Parse(ReadOnlySpan<byte> header, ReadOnlySpan<byte> programHeaders, ulong userEnd)
    {
        int count = programHeaders.Length / ElfProgramHeader.Size;
        ElfType type = (ElfType)BinaryPrimitives.ReadUInt16LittleEndian(header[16..]);
        ulong entry = BinaryPrimitives.ReadUInt64LittleEndian(header[24..]);
        ulong headersOffset = BinaryPrimitives.ReadUInt64LittleEndian(header[32..]);
        ElfSegment[] segments = new ElfSegment[CountLoads(programHeaders)];
        if (segments.Length == 0) return Errno.ENOEXEC;
        ElfImage image = new(type, entry, segments) { HeaderCount = count };
        ulong previousEnd = 0;
        int loaded = 0;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> bytes = programHeaders.Slice(i * ElfProgramHeader.Size, ElfProgramHeader.Size);
            ElfSegment segment = new(bytes);
            switch ((ElfSegmentType)BinaryPrimitives.ReadUInt32LittleEndian(bytes))
            {
                case ElfSegmentType.PT_LOAD:
                    Errno error = segment.Check(previousEnd, userEnd);
                    if (error != Errno.None) return error;
                    previousEnd = segment.Address + segment.MemoryBytes;
                    segments[loaded++] = segment;
                    image.NoteSegment(segment, headersOffset);
                    break;
                case ElfSegmentType.PT_INTERP:
                    if (segment.FileBytes is < 2 or > PathLimit || segment.Offset > long.MaxValue / 2) return Errno.ENOEXEC;
                    image.InterpreterOffset = (long)segment.Offset;
                    image.InterpreterLength = (int)segment.FileBytes;
                    break;
                case ElfSegmentType.PT_GNU_STACK:
                    image.HasExecutableStack = (segment.Flags & ElfSegmentFlags.PF_X) != 0;
                    break;
                default:
                    break;
            }
        }

        return image;
    }

    private void NoteSegment(in ElfSegment segment, ulong headersOffset)
    {
        if (headersOffset >= segment.Offset && headersOffset - segment.Offset < segment.FileBytes)
        {
            HeadersAddress = segment.Address + (headersOffset - segment.Offset);
        }

        bool isUsable = segment.Alignment > Alignment && (segment.Alignment & (segment.Alignment - 1)) == 0 && segment.Alignment <= 1UL << 30;
        if (isUsable) Alignment = segment.Alignment;
    }

    private static int CountLoads(ReadOnlySpan<byte> programHeaders)
    {
        int count = 0;
        for (int at = 0; at + ElfProgramHeader.Size <= programHeaders.Length; at += ElfProgramHeader.Size)
        {
            if ((ElfSegmentType)BinaryPrimitives.ReadUInt32LittleEndian(programHeaders[at..]) == ElfSegmentType.PT_LOAD) count++;
        }

        return count;
    }
}

/// <summary>One program header.</summary>
internal readonly struct ElfSegment
{
    private const ulong PageMask = 4095;

    internal ElfSegment(ReadOnlySpan<byte> bytes)
    {
        Flags = (ElfSegmentFlags)BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        Offset = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        Address = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        FileBytes = BinaryPrimitives.ReadUInt64LittleEndian(bytes[32..]);
        MemoryBytes = BinaryPrimitives.ReadUInt64LittleEndian(bytes[40..]);
        Alignment = BinaryPrimitives.ReadUInt64LittleEndian(bytes[48..]);
    }

    internal ElfSegmentFlags Flags { get; }

    internal ulong Offset { get; }

    internal ulong Address { get; }

    internal ulong FileBytes { get; }

    internal ulong MemoryBytes { get; }

    internal ulong Alignment { get; }

    internal Protection Protection =>
        ((Flags & ElfSegmentFlags.PF_R) != 0 ? Protection.PROT_READ : 0)
        | ((Flags & ElfSegmentFlags.PF_W) != 0 ? Protection.PROT_WRITE : 0)
        | ((Flags & ElfSegmentFlags.PF_X) != 0 ? Protection.PROT_EXEC : 0);

    /// <summary>Whether the segment can be mapped behind one that ends at <paramref name="previousEnd"/>.</summary>
    internal Errno Check(ulong previousEnd, ulong userEnd)
    {
        if (FileBytes > MemoryBytes || MemoryBytes == 0) return Errno.ENOEXEC;
        // File and memory must agree within a page, or no mapping can show the one at the other (gABI chapter 5).
        if (((Offset ^ Address) & PageMask) != 0 || Offset > long.MaxValue / 2) return Errno.ENOEXEC;
        if (Address < previousEnd) return Errno.ENOEXEC;
        // Two segments may not share a page: they could have different rights.
        if (previousEnd != 0 && (Address & ~PageMask) < ((previousEnd + PageMask) & ~PageMask)) return Errno.ENOEXEC;
        return Address >= userEnd || MemoryBytes > userEnd - Address ? Errno.ENOMEM : Errno.None;
    }
}
