namespace System.Runtime;

/// <summary>Reads the numbers of ILC's lists of clauses.</summary>
internal unsafe struct TableReader(byte* position)
{
    internal byte* Position = position;

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
