using System.Runtime;
using System.Runtime.CompilerServices;
using System.Text;
using Internal.Runtime;

namespace System;

// From values to names. The names come from the table that the build writes (Runtime/Metadata/NameTable.cs).
public abstract unsafe partial class Enum : ISpanFormattable
{
    public override string ToString() => NameOf(TypeTable, ToUInt64());

    public string ToString(string? format) => string.IsNullOrEmpty(format) ? ToString() : Format(format);

    [Obsolete("The provider argument is not used. Use ToString().")]
    public string ToString(IFormatProvider? provider) => ToString();

    public string ToString(string? format, IFormatProvider? formatProvider) => ToString(format);

    public static bool TryFormat<TEnum>(TEnum value, Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default)
        where TEnum : struct, Enum => ((ISpanFormattable)(Enum)(object)value).TryFormat(destination, out charsWritten, format, null);

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        string text = format.Length == 0 ? ToString() : Format(format);
        charsWritten = 0;
        if (text.Length > destination.Length)
            return false;
        text.CopyTo(destination);
        charsWritten = text.Length;
        return true;
    }

    public static string? GetName<TEnum>(TEnum value)
        where TEnum : struct, Enum => FindName(MethodTable.Of<TEnum>(), ((Enum)(object)value).ToUInt64());

    public static string? GetName(Type enumType, object value) => FindName(Table(enumType), ToBits(value));

    public static bool IsDefined<TEnum>(TEnum value)
        where TEnum : struct, Enum => GetName(value) != null;

    public static bool IsDefined(Type enumType, object value) => value is string name
        ? TryFindValue(Table(enumType), name, ignoreCase: false, out _)
        : GetName(enumType, value) != null;

    public static string[] GetNames<TEnum>()
        where TEnum : struct, Enum => SortedNames(MethodTable.Of<TEnum>(), out _);

    public static string[] GetNames(Type enumType) => SortedNames(Table(enumType), out _);

    public static TEnum[] GetValues<TEnum>()
        where TEnum : struct, Enum
    {
        SortedNames(MethodTable.Of<TEnum>(), out ulong[] values);
        TEnum[] result = new TEnum[values.Length];
        for (int i = 0; i < values.Length; i++)
            result[i] = FromBits<TEnum>(values[i]);
        return result;
    }

    public static Type GetUnderlyingType(Type enumType) => Table(enumType)->ElementType switch
    {
        EETypeElementType.SByte => typeof(sbyte),
        EETypeElementType.Byte => typeof(byte),
        EETypeElementType.Int16 => typeof(short),
        EETypeElementType.UInt16 => typeof(ushort),
        EETypeElementType.UInt32 => typeof(uint),
        EETypeElementType.Int64 => typeof(long),
        EETypeElementType.UInt64 => typeof(ulong),
        _ => typeof(int),
    };

    public static object ToObject(Type enumType, object value)
    {
        ulong bits = ToBits(value);
        // Little-endian: the low bytes are the value of any size.
        return RuntimeExports.RhBox(Table(enumType), ref Unsafe.As<ulong, byte>(ref bits))!;
    }

    internal static TEnum FromBits<TEnum>(ulong bits)
        where TEnum : struct, Enum => Unsafe.As<ulong, TEnum>(ref bits);

    private static MethodTable* Table(Type enumType)
    {
        ArgumentNullException.ThrowIfNull(enumType);
        if (!enumType.IsEnum)
            throw new ArgumentException("Type provided must be an Enum.", nameof(enumType));
        return enumType.TypeHandle.ToMethodTable();
    }

    private static ulong ToBits(object value) => value switch
    {
        Enum e => e.ToUInt64(),
        sbyte v => (ulong)v,
        byte v => v,
        short v => (ulong)v,
        ushort v => v,
        int v => (ulong)v,
        uint v => v,
        long v => (ulong)v,
        ulong v => v,
        null => throw new ArgumentNullException(nameof(value)),
        _ => throw new ArgumentException("The value passed in must be an enum base or an underlying type for an enum, such as an Int32.", nameof(value)),
    };

    private string Format(ReadOnlySpan<char> format)
    {
        if (format.Length == 1)
        {
            switch (format[0])
            {
                case 'G' or 'g':
                    return ToString();
                case 'D' or 'd':
                    return Number(TypeTable, ToUInt64());
                case 'X' or 'x':
                    return Hexadecimal();
                case 'F' or 'f':
                    return FlagNames(TypeTable, ToUInt64()) ?? Number(TypeTable, ToUInt64());
            }
        }
        throw new FormatException("Format string can be only \"G\", \"g\", \"X\", \"x\", \"F\", \"f\", \"D\" or \"d\".");
    }

    private string Hexadecimal() => TypeTable->ElementType switch
    {
        EETypeElementType.SByte or EETypeElementType.Byte or EETypeElementType.Boolean => ((byte)ToUInt64()).ToString("X2"),
        EETypeElementType.Int16 or EETypeElementType.UInt16 or EETypeElementType.Char => ((ushort)ToUInt64()).ToString("X4"),
        EETypeElementType.Int32 or EETypeElementType.UInt32 => ((uint)ToUInt64()).ToString("X8"),
        _ => ToUInt64().ToString("X16"),
    };

    private static bool IsSignedType(MethodTable* type) => type->ElementType
        is EETypeElementType.SByte or EETypeElementType.Int16 or EETypeElementType.Int32 or EETypeElementType.Int64 or EETypeElementType.IntPtr;

    private static string Number(MethodTable* type, ulong value) => IsSignedType(type) ? ((long)value).ToString() : value.ToString();

    private static string NameOf(MethodTable* type, ulong value)
    {
        string? name = FindName(type, value);
        if (name == null && NameTable.Find(type) is { Exists: true, IsFlags: true })
            name = FlagNames(type, value);
        return name ?? Number(type, value);
    }

    private static string? FindName(MethodTable* type, ulong value)
    {
        NameTable.Record record = NameTable.Find(type);
        if (!record.Exists)
            return null;
        NameTable.Members members = new(record);
        while (members.MoveNext())
        {
            if (members.Value == value)
                return Encoding.UTF8.GetString(members.Name);
        }
        return null;
    }

    /// <summary>"A, B": the largest members first cover the bits, in the order of their values; null when a bit stays over.</summary>
    private static string? FlagNames(MethodTable* type, ulong value)
    {
        string[] names = SortedNames(type, out ulong[] values);
        if (value == 0)
            return names.Length != 0 && values[0] == 0 ? names[0] : "0";
        ulong left = value;
        string text = "";
        for (int i = names.Length - 1; i >= 0 && left != 0; i--)
        {
            if (values[i] == 0 || (left & values[i]) != values[i])
                continue;
            left &= ~values[i];
            text = text.Length == 0 ? names[i] : names[i] + ", " + text;
        }
        return left == 0 ? text : null;
    }

    /// <summary>The members in the order of their values, compared as unsigned numbers; those with equal values as declared.</summary>
    private static string[] SortedNames(MethodTable* type, out ulong[] values)
    {
        NameTable.Record record = NameTable.Find(type);
        int count = record.Exists ? record.MemberCount : 0;
        string[] names = new string[count];
        values = new ulong[count];
        if (count == 0)
            return names;
        NameTable.Members members = new(record);
        for (int used = 0; members.MoveNext(); used++)
        {
            int place = used;
            for (; place > 0 && values[place - 1] > members.Value; place--)
            {
                values[place] = values[place - 1];
                names[place] = names[place - 1];
            }
            values[place] = members.Value;
            names[place] = Encoding.UTF8.GetString(members.Name);
        }
        return names;
    }
}
