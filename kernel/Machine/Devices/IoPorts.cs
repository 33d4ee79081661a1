// SPDX-License-Identifier: MIT
using System;

namespace Skift.Machine;

/// <summary>A range of x86 I/O ports. Accesses outside of it throw.</summary>
public sealed class IoPorts
{
    private readonly ushort _first;

    /// <exception cref="ArgumentOutOfRangeException">The range does not fit into the 64 Ki ports.</exception>
    public IoPorts(ushort first, int count)
    {
        if (count <= 0 || first + count > 0x10000) throw new ArgumentOutOfRangeException(nameof(count));
        _first = first;
        Count = count;
    }

    public ushort First => _first;

    public int Count { get; }

    public byte Read8(int offset) => Native.In8(Port(offset, 1));

    public ushort Read16(int offset) => Native.In16(Port(offset, 2));

    public uint Read32(int offset) => Native.In32(Port(offset, 4));

    public void Write8(int offset, byte value) => Native.Out8(Port(offset, 1), value);

    public void Write16(int offset, ushort value) => Native.Out16(Port(offset, 2), value);

    public void Write32(int offset, uint value) => Native.Out32(Port(offset, 4), value);

    private ushort Port(int offset, int width)
    {
        if (offset < 0 || offset > Count - width) throw new ArgumentOutOfRangeException(nameof(offset));
        return (ushort)(_first + offset);
    }
}
