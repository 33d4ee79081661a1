using System.Diagnostics.CodeAnalysis;
using System.Runtime;
using System.Text;
using Internal.Runtime;

namespace System;

// From names to values: one or several member names with commas between, or a number.
public abstract unsafe partial class Enum
{
    public static TEnum Parse<TEnum>(string value)
        where TEnum : struct => Parse<TEnum>(value, ignoreCase: false);

    public static TEnum Parse<TEnum>(string value, bool ignoreCase)
        where TEnum : struct
    {
        ArgumentNullException.ThrowIfNull(value);
        return Parse<TEnum>(value.AsSpan(), ignoreCase);
    }

    public static TEnum Parse<TEnum>(ReadOnlySpan<char> value)
        where TEnum : struct => Parse<TEnum>(value, ignoreCase: false);

    public static TEnum Parse<TEnum>(ReadOnlySpan<char> value, bool ignoreCase)
        where TEnum : struct
    {
        ulong bits = ParseBits(MethodTable.Of<TEnum>(), value, ignoreCase);
        return System.Runtime.CompilerServices.Unsafe.As<ulong, TEnum>(ref bits);
    }

    public static object Parse(Type enumType, string value) => Parse(enumType, value, ignoreCase: false);

    public static object Parse(Type enumType, string value, bool ignoreCase)
    {
        ArgumentNullException.ThrowIfNull(value);
        return ToObject(enumType, ParseBits(Table(enumType), value, ignoreCase));
    }

    public static bool TryParse<TEnum>([NotNullWhen(true)] string? value, out TEnum result)
        where TEnum : struct => TryParse(value, ignoreCase: false, out result);

    public static bool TryParse<TEnum>([NotNullWhen(true)] string? value, bool ignoreCase, out TEnum result)
        where TEnum : struct => TryParse(value.AsSpan(), ignoreCase, out result);

    public static bool TryParse<TEnum>(ReadOnlySpan<char> value, out TEnum result)
        where TEnum : struct => TryParse(value, ignoreCase: false, out result);

    public static bool TryParse<TEnum>(ReadOnlySpan<char> value, bool ignoreCase, out TEnum result)
        where TEnum : struct
    {
        bool isRight = TryParseBits(MethodTable.Of<TEnum>(), value, ignoreCase, out ulong bits) && Fits(MethodTable.Of<TEnum>(), bits);
        if (!isRight)
            bits = 0;
        result = System.Runtime.CompilerServices.Unsafe.As<ulong, TEnum>(ref bits);
        return isRight;
    }

    private static ulong ParseBits(MethodTable* type, ReadOnlySpan<char> text, bool ignoreCase)
    {
        if (!type->IsEnum)
            throw new ArgumentException("Type provided must be an Enum.");
        if (text.Trim().Length == 0)
            throw new ArgumentException("Must specify valid information for parsing in the string.", "value");
        if (!TryParseBits(type, text, ignoreCase, out ulong bits))
            throw new ArgumentException("Requested value '" + text.ToString() + "' was not found.");
        if (!Fits(type, bits))
            throw new OverflowException("Value was either too large or too small for " + UnderlyingName(type) + ".");
        return bits;
    }

    private static string UnderlyingName(MethodTable* type) => type->ElementType switch
    {
        EETypeElementType.SByte => "a signed byte",
        EETypeElementType.Byte => "an unsigned byte",
        EETypeElementType.Int16 => "an Int16",
        EETypeElementType.UInt16 => "a UInt16",
        EETypeElementType.Int32 => "an Int32",
        EETypeElementType.UInt32 => "a UInt32",
        EETypeElementType.Int64 => "an Int64",
        _ => "a UInt64",
    };

    private static bool TryParseBits(MethodTable* type, ReadOnlySpan<char> text, bool ignoreCase, out ulong bits)
    {
        bits = 0;
        text = text.Trim();
        if (text.Length == 0)
            return false;
        if ((text[0] is >= '0' and <= '9' or '-' or '+') && TryParseNumber(text, out bits))
            return true;
        while (true)
        {
            int comma = text.IndexOf(',');
            ReadOnlySpan<char> name = comma < 0 ? text : text.Slice(0, comma);
            if (!TryFindValue(type, name.Trim(), ignoreCase, out ulong value))
            {
                bits = 0;
                return false;
            }
            bits |= value;
            if (comma < 0)
                return true;
            text = text.Slice(comma + 1);
        }
    }

    private static bool TryParseNumber(ReadOnlySpan<char> text, out ulong bits)
    {
        if (ulong.TryParse(text, out bits))
            return true;
        bool isSigned = long.TryParse(text, out long value);
        bits = (ulong)value;
        return isSigned;
    }

    private static bool Fits(MethodTable* type, ulong bits) => type->ElementType switch
    {
        EETypeElementType.SByte => (long)bits == (sbyte)bits,
        EETypeElementType.Byte or EETypeElementType.Boolean => bits == (byte)bits,
        EETypeElementType.Int16 => (long)bits == (short)bits,
        EETypeElementType.UInt16 or EETypeElementType.Char => bits == (ushort)bits,
        EETypeElementType.Int32 => (long)bits == (int)bits,
        EETypeElementType.UInt32 => bits == (uint)bits,
        _ => true,
    };

    private static bool TryFindValue(MethodTable* type, ReadOnlySpan<char> name, bool ignoreCase, out ulong value)
    {
        value = 0;
        NameTable.Record record = NameTable.Find(type);
        if (!record.Exists || name.Length == 0)
            return false;
        NameTable.Members members = new(record);
        while (members.MoveNext())
        {
            string candidate = Encoding.UTF8.GetString(members.Name);
            bool isSame = name.Equals(candidate, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
            if (!isSame)
                continue;
            value = members.Value;
            return true;
        }
        return false;
    }
}
