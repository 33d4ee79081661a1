// SPDX-License-Identifier: MIT

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace System.Runtime.Intrinsics;

#pragma warning disable CS0169, CS0649 // the compiler knows the layout and keeps the value in a register
/// <summary>128 bits as elements of one primitive type.</summary>
[Intrinsic]
[StructLayout(LayoutKind.Sequential, Size = 16)]
public readonly struct Vector128<T>
{
    internal readonly ulong _00;
    internal readonly ulong _01;

    public static int Count => 16 / Unsafe.SizeOf<T>();

    public static bool IsSupported =>
        typeof(T) == typeof(byte) || typeof(T) == typeof(sbyte) || typeof(T) == typeof(short) || typeof(T) == typeof(ushort)
        || typeof(T) == typeof(int) || typeof(T) == typeof(uint) || typeof(T) == typeof(long) || typeof(T) == typeof(ulong)
        || typeof(T) == typeof(nint) || typeof(T) == typeof(nuint) || typeof(T) == typeof(float) || typeof(T) == typeof(double);

    public static Vector128<T> Zero
    {
        [Intrinsic]
        get => Zero;
    }

    public static Vector128<T> AllBitsSet
    {
        [Intrinsic]
        get => AllBitsSet;
    }

    public T this[int index] => this.GetElement(index);

    [Intrinsic]
    public static Vector128<T> operator +(Vector128<T> left, Vector128<T> right) => left + right;

    [Intrinsic]
    public static Vector128<T> operator -(Vector128<T> left, Vector128<T> right) => left - right;

    [Intrinsic]
    public static Vector128<T> operator &(Vector128<T> left, Vector128<T> right) => left & right;

    [Intrinsic]
    public static Vector128<T> operator |(Vector128<T> left, Vector128<T> right) => left | right;

    [Intrinsic]
    public static Vector128<T> operator ^(Vector128<T> left, Vector128<T> right) => left ^ right;

    [Intrinsic]
    public static Vector128<T> operator ~(Vector128<T> vector) => ~vector;

    [Intrinsic]
    public static bool operator ==(Vector128<T> left, Vector128<T> right) => left == right;

    [Intrinsic]
    public static bool operator !=(Vector128<T> left, Vector128<T> right) => left != right;

    public override bool Equals(object? obj) => obj is Vector128<T> other && _00 == other._00 && _01 == other._01;

    public override int GetHashCode() => HashCode.Combine(_00, _01);
}
