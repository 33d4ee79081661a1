// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace Skift.Machine;

/// <summary>Memory that the managed runtime keeps per thread; its layout is the runtime's (corelib/README.md).</summary>
[InlineArray(8)]
internal struct RuntimeThreadBlock
{
    internal const int Bytes = 64;
    private ulong _first;
}

/// <summary>Memory that the managed runtime keeps per processor: its allocation cache (corelib/README.md).</summary>
[InlineArray(256)]
internal struct AllocatorBlock
{
    private ulong _first;
}
