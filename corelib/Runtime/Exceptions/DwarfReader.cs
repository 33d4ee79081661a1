namespace System.Runtime;

/// <summary>Reads the number formats of DWARF (§7.6) and of ILC's exception tables.</summary>
internal unsafe struct DwarfReader(byte* position)
{
    internal byte* Position = position;

    internal byte Byte() => *Position++;

    internal ushort UInt16()
    {
        ushort value = *(ushort*)Position;
        Position += 2;
        return value;
    }

    internal uint UInt32()
    {
        uint value = *(uint*)Position;
        Position += 4;
        return value;
    }

    /// <summary>A 32-bit offset relative to where it stands (DW_EH_PE_pcrel | DW_EH_PE_sdata4).</summary>
    internal nint Relative32()
    {
        nint value = (nint)(Position + *(int*)Position);
        Position += 4;
        return value;
    }

    internal ulong Uleb128()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = *Position++;
            if (shift < 64)
                value |= (ulong)(next & 0x7F) << shift;
            if ((next & 0x80) == 0)
                return value;
        }
    }

    internal long Sleb128()
    {
        long value = 0;
        int shift = 0;
        byte next;
        do
        {
            next = *Position++;
            if (shift < 64)
                value |= (long)(next & 0x7F) << shift;
            shift += 7;
        }
        while ((next & 0x80) != 0);
        if (shift < 64 && (next & 0x40) != 0)
            value |= -1L << shift;
        return value;
    }

    /// <summary>ILC's unsigned numbers: the low bits of the first byte say how many bytes follow.</summary>
    internal uint Unsigned()
    {
        uint first = *Position;
        uint value;
        if ((first & 1) == 0)
        {
            value = first >> 1;
            Position += 1;
        }
        else if ((first & 2) == 0)
        {
            value = (first >> 2) | ((uint)Position[1] << 6);
            Position += 2;
        }
        else if ((first & 4) == 0)
        {
            value = (first >> 3) | ((uint)Position[1] << 5) | ((uint)Position[2] << 13);
            Position += 3;
        }
        else if ((first & 8) == 0)
        {
            value = (first >> 4) | ((uint)Position[1] << 4) | ((uint)Position[2] << 12) | ((uint)Position[3] << 20);
            Position += 4;
        }
        else
        {
            value = *(uint*)(Position + 1);
            Position += 5;
        }
        return value;
    }
}
