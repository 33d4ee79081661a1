namespace System.Runtime;

/// <summary>Reads the numbers of ILC's tables: clauses of methods, names for stack traces.</summary>
internal unsafe struct TableReader(byte* position)
{
    internal byte* Position = position;

    internal byte Byte() => *Position++;

    internal uint UInt32()
    {
        uint value = *(uint*)Position;
        Position += 4;
        return value;
    }

    /// <summary>A 32-bit offset relative to where it stands.</summary>
    internal nint Relative32()
    {
        nint value = (nint)(Position + *(int*)Position);
        Position += 4;
        return value;
    }

    /// <summary>An unsigned number: the low bits of the first byte say how many bytes follow.</summary>
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
