// SPDX-License-Identifier: MIT

using System.Runtime.CompilerServices;

namespace System;

public static class BitConverter
{
    public static readonly bool IsLittleEndian = true;

    public static long DoubleToInt64Bits(double value) => Unsafe.BitCast<double, long>(value);

    public static ulong DoubleToUInt64Bits(double value) => Unsafe.BitCast<double, ulong>(value);

    public static double Int64BitsToDouble(long value) => Unsafe.BitCast<long, double>(value);

    public static double UInt64BitsToDouble(ulong value) => Unsafe.BitCast<ulong, double>(value);

    public static int SingleToInt32Bits(float value) => Unsafe.BitCast<float, int>(value);

    public static uint SingleToUInt32Bits(float value) => Unsafe.BitCast<float, uint>(value);

    public static float Int32BitsToSingle(int value) => Unsafe.BitCast<int, float>(value);

    public static float UInt32BitsToSingle(uint value) => Unsafe.BitCast<uint, float>(value);

    public static byte[] GetBytes(bool value) => [value ? (byte)1 : (byte)0];

    public static byte[] GetBytes(char value) => ToArray(value);

    public static byte[] GetBytes(short value) => ToArray(value);

    public static byte[] GetBytes(ushort value) => ToArray(value);

    public static byte[] GetBytes(int value) => ToArray(value);

    public static byte[] GetBytes(uint value) => ToArray(value);

    public static byte[] GetBytes(long value) => ToArray(value);

    public static byte[] GetBytes(ulong value) => ToArray(value);

    public static byte[] GetBytes(float value) => ToArray(value);

    public static byte[] GetBytes(double value) => ToArray(value);

    private static byte[] ToArray<T>(T value)
        where T : unmanaged
    {
        byte[] bytes = new byte[Unsafe.SizeOf<T>()];
        Unsafe.WriteUnaligned(ref bytes[0], value);
        return bytes;
    }

    private static T Read<T>(ReadOnlySpan<byte> value)
        where T : unmanaged
    {
        if (value.Length < Unsafe.SizeOf<T>()) throw new ArgumentOutOfRangeException(nameof(value));
        return Unsafe.ReadUnaligned<T>(in value[0]);
    }

    private static T Read<T>(byte[] value, int startIndex)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(value);
        if ((uint)startIndex >= (uint)value.Length)
            throw new ArgumentOutOfRangeException(nameof(startIndex), "Index was out of range. Must be non-negative and less than or equal to the size of the collection.");
        if (startIndex > value.Length - Unsafe.SizeOf<T>())
            throw new ArgumentException("Destination array is not long enough to copy all the items in the collection. Check array index and length.", nameof(value));
        return Unsafe.ReadUnaligned<T>(in value[startIndex]);
    }

    public static short ToInt16(byte[] value, int startIndex) => Read<short>(value, startIndex);

    public static ushort ToUInt16(byte[] value, int startIndex) => Read<ushort>(value, startIndex);

    public static int ToInt32(byte[] value, int startIndex) => Read<int>(value, startIndex);

    public static uint ToUInt32(byte[] value, int startIndex) => Read<uint>(value, startIndex);

    public static long ToInt64(byte[] value, int startIndex) => Read<long>(value, startIndex);

    public static ulong ToUInt64(byte[] value, int startIndex) => Read<ulong>(value, startIndex);

    public static float ToSingle(byte[] value, int startIndex) => Read<float>(value, startIndex);

    public static double ToDouble(byte[] value, int startIndex) => Read<double>(value, startIndex);

    public static short ToInt16(ReadOnlySpan<byte> value) => Read<short>(value);

    public static ushort ToUInt16(ReadOnlySpan<byte> value) => Read<ushort>(value);

    public static int ToInt32(ReadOnlySpan<byte> value) => Read<int>(value);

    public static uint ToUInt32(ReadOnlySpan<byte> value) => Read<uint>(value);

    public static long ToInt64(ReadOnlySpan<byte> value) => Read<long>(value);

    public static ulong ToUInt64(ReadOnlySpan<byte> value) => Read<ulong>(value);

    public static float ToSingle(ReadOnlySpan<byte> value) => Read<float>(value);

    public static double ToDouble(ReadOnlySpan<byte> value) => Read<double>(value);

    public static bool TryWriteBytes(Span<byte> destination, int value) => TryWrite(destination, value);

    public static bool TryWriteBytes(Span<byte> destination, uint value) => TryWrite(destination, value);

    public static bool TryWriteBytes(Span<byte> destination, long value) => TryWrite(destination, value);

    public static bool TryWriteBytes(Span<byte> destination, ulong value) => TryWrite(destination, value);

    public static bool TryWriteBytes(Span<byte> destination, double value) => TryWrite(destination, value);

    private static bool TryWrite<T>(Span<byte> destination, T value)
        where T : unmanaged
    {
        if (destination.Length < Unsafe.SizeOf<T>()) return false;
        Unsafe.WriteUnaligned(ref destination[0], value);
        return true;
    }

    public static string ToString(byte[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length == 0) return "";
        return string.Create(value.Length * 3 - 1, value, static (text, bytes) =>
        {
            for (int i = 0; i < bytes.Length; i++)
            {
                if (i > 0) text[i * 3 - 1] = '-';
                text[i * 3] = Convert.HexDigit(bytes[i] >> 4);
                text[i * 3 + 1] = Convert.HexDigit(bytes[i] & 15);
            }
        });
    }
}
