// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>What the strtol family and scanf's integer conversions have in common.</summary>
internal ref struct IntegerScanner
{
    public ulong Magnitude;
    public bool IsNegative;
    public bool HasOverflowed;

    /// <summary>Bytes from the start of the source up to the end of the number; 0 if there is no number.</summary>
    public long Length;

    /// <summary>
    /// Reads sign, prefix and digits (C23 §7.24.1.7). On return the source stands behind the last byte that belongs to the number,
    /// except after "0x" without a digit, where a stream cannot go back that far.
    /// </summary>
    /// <param name="source">Blanks are already skipped.</param>
    /// <param name="radix">2 to 36, or 0 to let the prefix decide.</param>
    public void Scan(ref CharSource source, int radix)
    {
        int c = source.Next();
        if (c is '+' or '-')
        {
            IsNegative = c == '-';
            c = source.Next();
        }

        if (c == '0' && radix is 0 or 16)
        {
            Length = source.Count;
            c = source.Next();
            if ((c | 0x20) == 'x' && c >= 0)
            {
                c = source.Next();
                if (Digit(c) >= 16)
                {
                    source.Back(c);
                    return;
                }

                radix = 16;
            }
            else if (radix == 0)
            {
                radix = 8;
            }
        }
        else if (radix == 0)
        {
            radix = 10;
        }

        while (true)
        {
            int digit = Digit(c);
            if (digit >= radix)
            {
                source.Back(c);
                return;
            }

            Add((uint)digit, (uint)radix);
            Length = source.Count;
            c = source.Next();
        }
    }

    private static int Digit(int c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'z' => c - 'a' + 10,
        >= 'A' and <= 'Z' => c - 'A' + 10,
        _ => 99,
    };

    private void Add(uint digit, uint radix)
    {
        if (HasOverflowed || Magnitude > (ulong.MaxValue - digit) / radix)
        {
            HasOverflowed = true;
            return;
        }

        Magnitude = (Magnitude * radix) + digit;
    }
}
