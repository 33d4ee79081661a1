// SPDX-License-Identifier: MIT

using System.Runtime.CompilerServices;

namespace System.Runtime.Intrinsics;

/// <summary>Operations on <see cref="Vector128{T}"/>. A method that calls itself is one the JIT replaces by instructions.</summary>
public static unsafe class Vector128
{
    public static bool IsHardwareAccelerated
    {
        [Intrinsic]
        get => IsHardwareAccelerated;
    }

    [Intrinsic]
    public static Vector128<T> Create<T>(T value) => Create(value);

    [Intrinsic]
    public static Vector128<byte> Create(byte value) => Create(value);

    [Intrinsic]
    public static Vector128<sbyte> Create(sbyte value) => Create(value);

    [Intrinsic]
    public static Vector128<short> Create(short value) => Create(value);

    [Intrinsic]
    public static Vector128<ushort> Create(ushort value) => Create(value);

    [Intrinsic]
    public static Vector128<int> Create(int value) => Create(value);

    [Intrinsic]
    public static Vector128<uint> Create(uint value) => Create(value);

    [Intrinsic]
    public static Vector128<long> Create(long value) => Create(value);

    [Intrinsic]
    public static Vector128<ulong> Create(ulong value) => Create(value);

    [Intrinsic]
    public static Vector128<float> Create(float value) => Create(value);

    [Intrinsic]
    public static Vector128<double> Create(double value) => Create(value);

    [Intrinsic]
    public static Vector128<int> Create(int e0, int e1, int e2, int e3) => Create(e0, e1, e2, e3);

    [Intrinsic]
    public static Vector128<uint> Create(uint e0, uint e1, uint e2, uint e3) => Create(e0, e1, e2, e3);

    [Intrinsic]
    public static Vector128<float> Create(float e0, float e1, float e2, float e3) => Create(e0, e1, e2, e3);

    [Intrinsic]
    public static Vector128<ulong> Create(ulong e0, ulong e1) => Create(e0, e1);

    [Intrinsic]
    public static Vector128<long> Create(long e0, long e1) => Create(e0, e1);

    [Intrinsic]
    public static Vector128<double> Create(double e0, double e1) => Create(e0, e1);

    [Intrinsic]
    public static Vector128<byte> Create(
        byte e0, byte e1, byte e2, byte e3, byte e4, byte e5, byte e6, byte e7, byte e8, byte e9, byte e10, byte e11, byte e12, byte e13, byte e14, byte e15) =>
        Create(e0, e1, e2, e3, e4, e5, e6, e7, e8, e9, e10, e11, e12, e13, e14, e15);

    [Intrinsic]
    public static Vector128<TTo> As<TFrom, TTo>(this Vector128<TFrom> vector) => vector.As<TFrom, TTo>();

    [Intrinsic]
    public static Vector128<byte> AsByte<T>(this Vector128<T> vector) => vector.AsByte();

    [Intrinsic]
    public static Vector128<sbyte> AsSByte<T>(this Vector128<T> vector) => vector.AsSByte();

    [Intrinsic]
    public static Vector128<short> AsInt16<T>(this Vector128<T> vector) => vector.AsInt16();

    [Intrinsic]
    public static Vector128<ushort> AsUInt16<T>(this Vector128<T> vector) => vector.AsUInt16();

    [Intrinsic]
    public static Vector128<int> AsInt32<T>(this Vector128<T> vector) => vector.AsInt32();

    [Intrinsic]
    public static Vector128<uint> AsUInt32<T>(this Vector128<T> vector) => vector.AsUInt32();

    [Intrinsic]
    public static Vector128<long> AsInt64<T>(this Vector128<T> vector) => vector.AsInt64();

    [Intrinsic]
    public static Vector128<ulong> AsUInt64<T>(this Vector128<T> vector) => vector.AsUInt64();

    [Intrinsic]
    public static Vector128<float> AsSingle<T>(this Vector128<T> vector) => vector.AsSingle();

    [Intrinsic]
    public static Vector128<double> AsDouble<T>(this Vector128<T> vector) => vector.AsDouble();

    // The JIT replaces the forms with pointers only when it does not optimize.
    public static Vector128<T> Load<T>(T* source) => LoadUnsafe(ref *source);

    [Intrinsic]
    public static Vector128<T> LoadUnsafe<T>(ref readonly T source) => LoadUnsafe(in source);

    [Intrinsic]
    public static Vector128<T> LoadUnsafe<T>(ref readonly T source, nuint elementOffset) => LoadUnsafe(in source, elementOffset);

    public static void Store<T>(this Vector128<T> source, T* destination) => source.StoreUnsafe(ref *destination);

    [Intrinsic]
    public static void StoreUnsafe<T>(this Vector128<T> source, ref T destination) => source.StoreUnsafe(ref destination);

    [Intrinsic]
    public static void StoreUnsafe<T>(this Vector128<T> source, ref T destination, nuint elementOffset) => source.StoreUnsafe(ref destination, elementOffset);

    [Intrinsic]
    public static Vector128<T> Add<T>(Vector128<T> left, Vector128<T> right) => left + right;

    [Intrinsic]
    public static Vector128<T> Subtract<T>(Vector128<T> left, Vector128<T> right) => left - right;

    [Intrinsic]
    public static Vector128<T> BitwiseAnd<T>(Vector128<T> left, Vector128<T> right) => left & right;

    [Intrinsic]
    public static Vector128<T> BitwiseOr<T>(Vector128<T> left, Vector128<T> right) => left | right;

    [Intrinsic]
    public static Vector128<T> Xor<T>(Vector128<T> left, Vector128<T> right) => left ^ right;

    [Intrinsic]
    public static Vector128<T> OnesComplement<T>(Vector128<T> vector) => ~vector;

    [Intrinsic]
    public static Vector128<T> Equals<T>(Vector128<T> left, Vector128<T> right) => Equals(left, right);

    [Intrinsic]
    public static Vector128<T> GreaterThan<T>(Vector128<T> left, Vector128<T> right) => GreaterThan(left, right);

    [Intrinsic]
    public static Vector128<T> LessThan<T>(Vector128<T> left, Vector128<T> right) => LessThan(left, right);

    [Intrinsic]
    public static Vector128<T> Min<T>(Vector128<T> left, Vector128<T> right) => Min(left, right);

    [Intrinsic]
    public static Vector128<T> Max<T>(Vector128<T> left, Vector128<T> right) => Max(left, right);

    [Intrinsic]
    public static bool EqualsAll<T>(Vector128<T> left, Vector128<T> right) => left == right;

    public static bool EqualsAny<T>(Vector128<T> left, Vector128<T> right) => Equals(left, right).AsByte().ExtractMostSignificantBits() != 0;

    [Intrinsic]
    public static Vector128<T> ConditionalSelect<T>(Vector128<T> condition, Vector128<T> left, Vector128<T> right) =>
        (left & condition) | (right & ~condition);

    [Intrinsic]
    public static uint ExtractMostSignificantBits<T>(this Vector128<T> vector) => vector.ExtractMostSignificantBits();

    public static T GetElement<T>(this Vector128<T> vector, int index)
    {
        if ((uint)index >= (uint)Vector128<T>.Count) throw new ArgumentOutOfRangeException(nameof(index));
        return Unsafe.Add(ref Unsafe.As<Vector128<T>, T>(ref vector), index);
    }

    public static Vector128<T> WithElement<T>(this Vector128<T> vector, int index, T value)
    {
        if ((uint)index >= (uint)Vector128<T>.Count) throw new ArgumentOutOfRangeException(nameof(index));
        Unsafe.Add(ref Unsafe.As<Vector128<T>, T>(ref vector), index) = value;
        return vector;
    }

    [Intrinsic]
    public static T ToScalar<T>(this Vector128<T> vector) => vector.ToScalar();

    [Intrinsic]
    public static Vector128<int> ShiftLeft(Vector128<int> vector, int shiftCount) => ShiftLeft(vector, shiftCount);

    [Intrinsic]
    public static Vector128<uint> ShiftLeft(Vector128<uint> vector, int shiftCount) => ShiftLeft(vector, shiftCount);

    [Intrinsic]
    public static Vector128<ulong> ShiftLeft(Vector128<ulong> vector, int shiftCount) => ShiftLeft(vector, shiftCount);

    [Intrinsic]
    public static Vector128<uint> ShiftRightLogical(Vector128<uint> vector, int shiftCount) => ShiftRightLogical(vector, shiftCount);

    [Intrinsic]
    public static Vector128<ushort> ShiftRightLogical(Vector128<ushort> vector, int shiftCount) => ShiftRightLogical(vector, shiftCount);

    [Intrinsic]
    public static Vector128<ulong> ShiftRightLogical(Vector128<ulong> vector, int shiftCount) => ShiftRightLogical(vector, shiftCount);
}
