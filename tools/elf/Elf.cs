// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Skift.ElfFiles;

/// <summary>Numbers and layouts of ELF64 (gABI, and the AMD64 supplement §4.4).</summary>
internal static class Elf
{
    internal const uint SHT_PROGBITS = 1;
    internal const uint SHT_SYMTAB = 2;
    internal const uint SHT_STRTAB = 3;
    internal const uint SHT_RELA = 4;
    internal const uint SHT_NOBITS = 8;
    internal const uint SHT_X86_64_UNWIND = 0x70000001;

    internal const ulong SHF_WRITE = 1;
    internal const ulong SHF_ALLOC = 2;
    internal const ulong SHF_EXECINSTR = 4;
    internal const ulong SHF_INFO_LINK = 0x40;
    internal const ulong SHF_TLS = 0x400;

    internal const byte STB_LOCAL = 0;
    internal const byte STB_GLOBAL = 1;
    internal const byte STB_WEAK = 2;
    internal const byte STT_OBJECT = 1;
    internal const byte STT_FUNC = 2;
    internal const byte STT_SECTION = 3;
    internal const byte STT_TLS = 6;
    internal const byte STV_HIDDEN = 2;

    internal const uint R_X86_64_PC32 = 2;

    private const uint R_X86_64_TPOFF64 = 18;
    private const uint R_X86_64_GOTTPOFF = 22;
    private const uint R_X86_64_TPOFF32 = 23;

    internal const int HeaderSize = 64;

    /// <summary>The relocations of thread-local storage that a static program may have.</summary>
    internal static bool IsThreadLocal(uint type) => type is R_X86_64_TPOFF64 or R_X86_64_GOTTPOFF or R_X86_64_TPOFF32;

    [StructLayout(LayoutKind.Sequential)]
    internal struct Section
    {
        internal uint Name;
        internal uint Type;
        internal ulong Flags;
        internal ulong Address;
        internal ulong Offset;
        internal ulong Size;
        internal uint Link;
        internal uint Info;
        internal ulong Alignment;
        internal ulong EntrySize;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Symbol
    {
        internal uint Name;
        internal byte Info;
        internal byte Other;
        internal ushort SectionIndex;
        internal ulong Value;
        internal ulong Size;

        internal readonly byte Binding => (byte)(Info >> 4);

        internal readonly byte Kind => (byte)(Info & 15);
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Rela
    {
        internal ulong Offset;
        internal uint Type;
        internal uint Symbol;
        internal long Addend;
    }
}
