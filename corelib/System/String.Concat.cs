using System.Collections.Generic;

namespace System;

// What the C# compiler makes of "a + b".
public sealed partial class String
{
    public static string Concat(string? str0, string? str1)
    {
        if (IsNullOrEmpty(str0))
            return str1 ?? Empty;
        if (IsNullOrEmpty(str1))
            return str0;
        return Concat((ReadOnlySpan<char>)str0, str1);
    }

    public static string Concat(string? str0, string? str1, string? str2) => Concat((ReadOnlySpan<char>)str0, str1, str2);

    public static string Concat(string? str0, string? str1, string? str2, string? str3) => Concat((ReadOnlySpan<char>)str0, str1, str2, str3);

    public static string Concat(ReadOnlySpan<char> str0, ReadOnlySpan<char> str1) => Concat(str0, str1, default, default);

    public static string Concat(ReadOnlySpan<char> str0, ReadOnlySpan<char> str1, ReadOnlySpan<char> str2) => Concat(str0, str1, str2, default);

    public static string Concat(ReadOnlySpan<char> str0, ReadOnlySpan<char> str1, ReadOnlySpan<char> str2, ReadOnlySpan<char> str3)
    {
        int length = checked(str0.Length + str1.Length + str2.Length + str3.Length);
        if (length == 0)
            return Empty;
        string result = FastAllocateString(length);
        Span<char> rest = new(ref result._firstChar, length);
        str0.CopyTo(rest);
        rest = rest.Slice(str0.Length);
        str1.CopyTo(rest);
        rest = rest.Slice(str1.Length);
        str2.CopyTo(rest);
        str3.CopyTo(rest.Slice(str2.Length));
        return result;
    }

    public static string Concat(params string?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Concat((ReadOnlySpan<string?>)values);
    }

    public static string Concat(params ReadOnlySpan<string?> values)
    {
        int length = 0;
        for (int i = 0; i < values.Length; i++)
            length = checked(length + (values[i]?.Length ?? 0));
        if (length == 0)
            return Empty;
        string result = FastAllocateString(length);
        Span<char> rest = new(ref result._firstChar, length);
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<char> part = values[i];
            part.CopyTo(rest);
            rest = rest.Slice(part.Length);
        }
        return result;
    }

    public static string Concat(object? arg0) => arg0?.ToString() ?? Empty;

    public static string Concat(object? arg0, object? arg1) => Concat(arg0?.ToString(), arg1?.ToString());

    public static string Concat(object? arg0, object? arg1, object? arg2) => Concat(arg0?.ToString(), arg1?.ToString(), arg2?.ToString());

    public static string Concat(params object?[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        string?[] texts = new string?[args.Length];
        for (int i = 0; i < args.Length; i++)
            texts[i] = args[i]?.ToString();
        return Concat(texts);
    }
}
