using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace System;

/// <summary>Immutable UTF-16 text. The characters follow the length in the object itself, with a zero behind them.</summary>
/// <remarks>This part has the layout, the constructors and what the C# compiler itself calls.</remarks>
public sealed unsafe partial class String : IEquatable<string?>, IEnumerable<char>, ICloneable
{
#pragma warning disable CS0649 // written by the allocator
    private readonly int _stringLength;
    private char _firstChar;
#pragma warning restore CS0649

    [Intrinsic]
    public static readonly string Empty = "";

    // A constructor call "new string(...)" is compiled to a call of the Ctor overload with the same parameters.
#pragma warning disable CA1822, CS0824
    [MethodImpl(MethodImplOptions.InternalCall)]
    public extern String(char[]? value);

    [MethodImpl(MethodImplOptions.InternalCall)]
    public extern String(char[] value, int startIndex, int length);

    [MethodImpl(MethodImplOptions.InternalCall)]
    public extern String(char* value);

    [MethodImpl(MethodImplOptions.InternalCall)]
    public extern String(char* value, int startIndex, int length);

    [MethodImpl(MethodImplOptions.InternalCall)]
    public extern String(sbyte* value);

    [MethodImpl(MethodImplOptions.InternalCall)]
    public extern String(char c, int count);

    [MethodImpl(MethodImplOptions.InternalCall)]
    public extern String(ReadOnlySpan<char> value);
#pragma warning restore CA1822, CS0824

    public int Length
    {
        [Intrinsic]
        get => _stringLength;
    }

    [IndexerName("Chars")]
    public char this[int index]
    {
        [Intrinsic]
        get
        {
            if ((uint)index >= (uint)_stringLength)
                Internal.Runtime.CompilerHelpers.ThrowHelpers.ThrowIndexOutOfRangeException();
            return Unsafe.Add(ref _firstChar, index);
        }
    }

    private static string Ctor(char[]? value) => Ctor(new ReadOnlySpan<char>(value));

    private static string Ctor(char[] value, int startIndex, int length)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentOutOfRangeException.ThrowIfNegative(startIndex);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(startIndex, value.Length - length);
        return Ctor(new ReadOnlySpan<char>(value, startIndex, length));
    }

    private static string Ctor(char* value)
    {
        if (value == null)
            return Empty;
        int length = 0;
        while (value[length] != 0)
            length++;
        return Ctor(new ReadOnlySpan<char>(value, length));
    }

    private static string Ctor(char* value, int startIndex, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startIndex);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0)
            return Empty;
        ArgumentNullException.ThrowIfNull(value);
        return Ctor(new ReadOnlySpan<char>(value + startIndex, length));
    }

    // Bytes are taken as Latin-1, a superset of what ASCII names need; decoding UTF-8 is Encoding's business.
    private static string Ctor(sbyte* value)
    {
        if (value == null)
            return Empty;
        int length = 0;
        while (value[length] != 0)
            length++;
        string result = FastAllocateString(length);
        for (int i = 0; i < length; i++)
            Unsafe.Add(ref result._firstChar, i) = (char)(byte)value[i];
        return result;
    }

    private static string Ctor(char c, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count == 0)
            return Empty;
        string result = FastAllocateString(count);
        new Span<char>(ref result._firstChar, count).Fill(c);
        return result;
    }

    private static string Ctor(ReadOnlySpan<char> value)
    {
        if (value.Length == 0)
            return Empty;
        string result = FastAllocateString(value.Length);
        value.CopyTo(new Span<char>(ref result._firstChar, value.Length));
        return result;
    }

    /// <summary>A string of <paramref name="length"/> zero characters that its creator may still fill.</summary>
    internal static string FastAllocateString(int length) => RuntimeExports.RhNewString(Internal.Runtime.MethodTable.Of<string>(), length);

    internal ref char GetRawStringData() => ref _firstChar;

    public ref readonly char GetPinnableReference() => ref _firstChar;

    public static implicit operator ReadOnlySpan<char>(string? value)
    {
        if (value == null)
            return default;
        return new ReadOnlySpan<char>(ref value._firstChar, value._stringLength);
    }

    public override string ToString() => this;

    public object Clone() => this;

    public static bool IsNullOrEmpty([NotNullWhen(false)] string? value) => value == null || value.Length == 0;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is string other && Equals(this, other);

    public bool Equals([NotNullWhen(true)] string? value) => Equals(this, value);

    public static bool Equals(string? a, string? b)
    {
        if ((object?)a == b)
            return true;
        if (a is null || b is null || a._stringLength != b._stringLength)
            return false;
        return SpanHelpers.SequenceEqual(
            ref Unsafe.As<char, byte>(ref a._firstChar), ref Unsafe.As<char, byte>(ref b._firstChar), (nuint)(uint)a._stringLength * sizeof(char));
    }

    public static bool operator ==(string? a, string? b) => Equals(a, b);

    public static bool operator !=(string? a, string? b) => !Equals(a, b);

    /// <summary>The same text hashes the same in every run (FNV-1a with a final mix); programs must not rely on the value, as in .NET.</summary>
    public override int GetHashCode() => GetHashCode(this);

    public static int GetHashCode(ReadOnlySpan<char> value)
    {
        uint hash = 2166136261;
        for (int i = 0; i < value.Length; i++)
            hash = (hash ^ value[i]) * 16777619;
        hash ^= hash >> 15;
        hash *= 2246822519;
        return (int)(hash ^ (hash >> 13));
    }

    IEnumerator<char> IEnumerable<char>.GetEnumerator() => new CharEnumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => new CharEnumerator(this);

    public CharEnumerator GetEnumerator() => new(this);
}
