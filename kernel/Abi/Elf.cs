// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;

namespace Skift.Abi;

/// <summary><c>Elf64_Ehdr</c> (System V gABI, chapter 4), 64 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct ElfHeader
{
    public const int Size = 64;
    public const uint Magic = 0x464C_457F;
    public const byte ELFCLASS64 = 2;
    public const byte ELFDATA2LSB = 1;
    public const ushort EM_X86_64 = 62;

    public uint e_magic;
    public byte e_class;
    public byte e_data;
    public byte e_ident_version;
    public byte e_osabi;
    public ulong e_padding;
    public ElfType e_type;
    public ushort e_machine;
    public uint e_version;
    public ulong e_entry;
    public ulong e_phoff;
    public ulong e_shoff;
    public uint e_flags;
    public ushort e_ehsize;
    public ushort e_phentsize;
    public ushort e_phnum;
    public ushort e_shentsize;
    public ushort e_shnum;
    public ushort e_shstrndx;
}

/// <summary>Kinds of ELF file.</summary>
public enum ElfType : ushort
{
    ET_NONE = 0,
    ET_REL = 1,
    ET_EXEC = 2,
    ET_DYN = 3,
    ET_CORE = 4,
}

/// <summary><c>Elf64_Phdr</c> (System V gABI, chapter 5), 56 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct ElfProgramHeader
{
    public const int Size = 56;

    public ElfSegmentType p_type;
    public ElfSegmentFlags p_flags;
    public ulong p_offset;
    public ulong p_vaddr;
    public ulong p_paddr;
    public ulong p_filesz;
    public ulong p_memsz;
    public ulong p_align;
}

public enum ElfSegmentType : uint
{
    PT_NULL = 0,
    PT_LOAD = 1,
    PT_DYNAMIC = 2,
    PT_INTERP = 3,
    PT_NOTE = 4,
    PT_SHLIB = 5,
    PT_PHDR = 6,
    PT_TLS = 7,
    PT_GNU_EH_FRAME = 0x6474_E550,
    PT_GNU_STACK = 0x6474_E551,
    PT_GNU_RELRO = 0x6474_E552,
    PT_GNU_PROPERTY = 0x6474_E553,
}

[Flags]
public enum ElfSegmentFlags : uint
{
    None = 0,
    PF_X = 1,
    PF_W = 2,
    PF_R = 4,
}

/// <summary>Entries of the auxiliary vector (<c>getauxval(3)</c>).</summary>
public enum AuxiliaryType : ulong
{
    AT_NULL = 0,
    AT_IGNORE = 1,
    AT_EXECFD = 2,
    AT_PHDR = 3,
    AT_PHENT = 4,
    AT_PHNUM = 5,
    AT_PAGESZ = 6,
    AT_BASE = 7,
    AT_FLAGS = 8,
    AT_ENTRY = 9,
    AT_UID = 11,
    AT_EUID = 12,
    AT_GID = 13,
    AT_EGID = 14,
    AT_PLATFORM = 15,
    AT_HWCAP = 16,
    AT_CLKTCK = 17,
    AT_SECURE = 23,
    AT_RANDOM = 25,
    AT_HWCAP2 = 26,
    AT_EXECFN = 31,
    AT_SYSINFO_EHDR = 33,
    AT_MINSIGSTKSZ = 51,
}
