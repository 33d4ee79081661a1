// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;

namespace Skift.Abi;

/// <summary><c>struct open_how</c> of <c>openat2(2)</c>, its first version.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct OpenHow
{
    /// <summary>Bytes of the first version of the struct; later ones only append.</summary>
    public const int OPEN_HOW_SIZE_VER0 = 24;

    public ulong flags;
    public ulong mode;
    public ResolveFlags resolve;
}

/// <summary>How <c>openat2(2)</c> restricts the walk of a path.</summary>
[Flags]
public enum ResolveFlags : ulong
{
    None = 0,
    RESOLVE_NO_XDEV = 1,
    RESOLVE_NO_MAGICLINKS = 2,
    RESOLVE_NO_SYMLINKS = 4,
    RESOLVE_BENEATH = 8,
    RESOLVE_IN_ROOT = 0x10,
    RESOLVE_CACHED = 0x20,
    /// <summary>All there are.</summary>
    Known = 0x3F,
}
