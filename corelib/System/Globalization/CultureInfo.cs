// SPDX-License-Identifier: MIT

namespace System.Globalization;

/// <summary>There is one culture, the invariant one, as under .NET's InvariantGlobalization.</summary>
public class CultureInfo : IFormatProvider
{
    private static readonly CultureInfo s_invariant = new();

    private CultureInfo()
    {
    }

    public static CultureInfo InvariantCulture => s_invariant;

    public static CultureInfo CurrentCulture => s_invariant;

    public static CultureInfo CurrentUICulture => s_invariant;

    public virtual string Name => "";

    public virtual NumberFormatInfo NumberFormat => NumberFormatInfo.InvariantInfo;

    public virtual object? GetFormat(Type? formatType) => formatType == typeof(NumberFormatInfo) ? NumberFormat : null;

    public override string ToString() => Name;
}

/// <summary>The symbols of the invariant culture, which formatting and parsing always use.</summary>
public sealed class NumberFormatInfo : IFormatProvider
{
    private static readonly NumberFormatInfo s_invariant = new();

    private NumberFormatInfo()
    {
    }

    public static NumberFormatInfo InvariantInfo => s_invariant;

    public static NumberFormatInfo CurrentInfo => s_invariant;

    public string NumberDecimalSeparator => ".";

    public string NumberGroupSeparator => ",";

    public int NumberDecimalDigits => 2;

    public string NegativeSign => "-";

    public string PositiveSign => "+";

    public string CurrencySymbol => "¤";

    public string PercentSymbol => "%";

    public string PerMilleSymbol => "‰";

    public string NaNSymbol => "NaN";

    public string PositiveInfinitySymbol => "Infinity";

    public string NegativeInfinitySymbol => "-Infinity";

    public object? GetFormat(Type? formatType) => formatType == typeof(NumberFormatInfo) ? this : null;

    public static NumberFormatInfo GetInstance(IFormatProvider? formatProvider) => s_invariant;
}
