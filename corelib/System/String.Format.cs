// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace System;

public sealed partial class String
{
    public static string Format([StringSyntax("CompositeFormat")] string format, object? arg0) => Format(null, format, arg0);

    public static string Format([StringSyntax("CompositeFormat")] string format, object? arg0, object? arg1) => Format(null, format, arg0, arg1);

    public static string Format([StringSyntax("CompositeFormat")] string format, object? arg0, object? arg1, object? arg2) =>
        Format(null, format, arg0, arg1, arg2);

    public static string Format([StringSyntax("CompositeFormat")] string format, params object?[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return Format(null, format, (ReadOnlySpan<object?>)args);
    }

    public static string Format([StringSyntax("CompositeFormat")] string format, params ReadOnlySpan<object?> args) => Format(null, format, args);

    public static string Format(IFormatProvider? provider, [StringSyntax("CompositeFormat")] string format, params object?[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return Format(provider, format, (ReadOnlySpan<object?>)args);
    }

    public static string Format(IFormatProvider? provider, [StringSyntax("CompositeFormat")] string format, params ReadOnlySpan<object?> args)
    {
        ArgumentNullException.ThrowIfNull(format);
        ValueStringBuilder text = new(stackalloc char[256]);
        CompositeFormatter.Append(ref text, provider, format, args);
        return text.ToString();
    }

    public static string Create(IFormatProvider? provider, [InterpolatedStringHandlerArgument(nameof(provider))] ref DefaultInterpolatedStringHandler handler) =>
        handler.ToStringAndClear();

    public static string Create(
        IFormatProvider? provider, Span<char> initialBuffer,
        [InterpolatedStringHandlerArgument(nameof(provider), nameof(initialBuffer))] ref DefaultInterpolatedStringHandler handler) =>
        handler.ToStringAndClear();
}
