// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>monetary.h (POSIX.1-2008 strfmon()). Both locales have neither a currency nor grouping, so amounts are numbers with two places.</summary>
public static unsafe partial class C
{
    private const int DefaultPlaces = 2;

    /// <summary>What stands between the percent sign and the letter.</summary>
    private struct MoneyFormat
    {
        internal byte Fill;
        internal bool IsParenthesized;
        internal bool IsLeft;
        internal int Width;

        /// <summary>Digits to make room for in front of the point; -1 for as many as there are.</summary>
        internal int Digits;
        internal int Places;
        internal bool IsLong;
    }

    /// <summary>Where the text goes, and what room is left.</summary>
    private struct MoneyText
    {
        internal byte* Next;
        internal byte* End;

        internal bool Put(byte character)
        {
            if (Next == End)
            {
                return false;
            }

            *Next++ = character;
            return true;
        }

        internal bool Repeat(byte character, int count)
        {
            while (count-- > 0)
            {
                if (!Put(character))
                {
                    return false;
                }
            }

            return true;
        }
    }

    [RuntimeExport("vstrfmon")]
    internal static long VFormatMoney(byte* buffer, nuint size, byte* format, VaList* arguments)
    {
        MoneyText text = default;
        text.Next = buffer;
        text.End = buffer + size;
        while (*format != 0)
        {
            if (*format != '%' || *++format == '%')
            {
                if (!text.Put(*format++))
                {
                    return Error.Set(Errno.E2BIG);
                }

                continue;
            }

            MoneyFormat parts = ReadMoneyFormat(&format);
            if (*format is not ((byte)'n' or (byte)'i'))
            {
                return Error.Set(Errno.EINVAL);
            }

            format++;
            Float80 amount = parts.IsLong ? arguments->NextLongDouble() : Float80.FromDouble(arguments->NextDouble());
            if (!PutAmount(ref text, in parts, amount))
            {
                return Error.Set(Errno.E2BIG);
            }
        }

        if (!text.Put(0))
        {
            return Error.Set(Errno.E2BIG);
        }

        return text.Next - buffer - 1;
    }

    /// <summary>The locale's own money is written as all others' is.</summary>
    [RuntimeExport("vstrfmon_l")]
    internal static long VFormatMoney(byte* buffer, nuint size, byte* locale, byte* format, VaList* arguments) => VFormatMoney(buffer, size, format, arguments);

    private static MoneyFormat ReadMoneyFormat(byte** position)
    {
        MoneyFormat parts = default;
        parts.Fill = (byte)' ';
        parts.Digits = -1;
        parts.Places = DefaultPlaces;
        byte* next = *position;
        for (; *next is (byte)'=' or (byte)'^' or (byte)'+' or (byte)'(' or (byte)'!' or (byte)'-'; next++)
        {
            parts.IsParenthesized |= *next == '(';
            parts.IsLeft |= *next == '-';
            if (*next == '=' && next[1] != 0)
            {
                parts.Fill = *++next;
            }
        }

        parts.Width = ReadMoneyNumber(&next);
        if (*next == '#')
        {
            next++;
            parts.Digits = ReadMoneyNumber(&next);
        }

        if (*next == '.')
        {
            next++;
            parts.Places = ReadMoneyNumber(&next);
        }

        if (*next == 'L')
        {
            next++;
            parts.IsLong = true;
        }

        *position = next;
        return parts;
    }

    private static int ReadMoneyNumber(byte** position)
    {
        int number = 0;
        for (; **position is >= (byte)'0' and <= (byte)'9'; ++*position)
        {
            number = number < 100_000_000 ? (number * 10) + (**position - '0') : number;
        }

        return number;
    }

    private static bool PutAmount(ref MoneyText text, in MoneyFormat parts, Float80 amount)
    {
        bool isNegative = (amount.SignAndExponent & 0x8000) != 0;
        amount.SignAndExponent &= 0x7FFF;
        byte* slots = stackalloc byte[48];
        slots = (byte*)((ulong)(slots + 15) & ~15UL);
        *(long*)slots = parts.Places;
        *(Float80*)(slots + 16) = amount;
        VaList list = VaList.OfStack(slots);
        int length = vsnprintf(null, 0, Literal("%.*Lf"u8), &list);
        int whole = parts.Places == 0 || amount.SignAndExponent == 0x7FFF ? length : length - parts.Places - 1;
        int filled = parts.Digits > whole ? parts.Digits - whole : 0;
        bool hasSign = isNegative || parts.Digits >= 0;
        bool isClosed = isNegative && parts.IsParenthesized;
        int all = length + filled + (hasSign ? 1 : 0) + (isClosed ? 1 : 0);
        int blanks = parts.Width > all ? parts.Width - all : 0;
        byte sign = (byte)(!isNegative ? ' ' : parts.IsParenthesized ? '(' : '-');
        if ((!parts.IsLeft && !text.Repeat((byte)' ', blanks)) || (hasSign && !text.Put(sign)) || !text.Repeat(parts.Fill, filled) || text.End - text.Next <= length)
        {
            return false;
        }

        list = VaList.OfStack(slots);
        text.Next += vsnprintf(text.Next, (nuint)length + 1, Literal("%.*Lf"u8), &list);
        return (!isClosed || text.Put((byte)')')) && (!parts.IsLeft || text.Repeat((byte)' ', blanks));
    }
}
