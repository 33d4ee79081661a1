// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.FileSystems.Initramfs;

/// <summary>Head of one archive member: cpio's "newc" format, 110 bytes of ASCII (cpio(5); Linux, initramfs buffer format).</summary>
internal readonly struct CpioHeader
{
    internal const int Size = 110;

    private const int MagicLength = 6;
    private const int FieldLength = 8;

    internal uint Inode { get; private init; }

    internal StatMode Mode { get; private init; }

    internal uint UserId { get; private init; }

    internal uint GroupId { get; private init; }

    internal uint Links { get; private init; }

    internal uint ModifyTime { get; private init; }

    internal uint FileSize { get; private init; }

    internal ulong Device { get; private init; }

    /// <summary>What a device file stands for.</summary>
    internal ulong SpecialDevice { get; private init; }

    /// <summary>Bytes of the name with its null.</summary>
    internal uint NameSize { get; private init; }

    /// <summary>Sum of the data's bytes; only meaningful if <see cref="HasChecksum"/>.</summary>
    internal uint Checksum { get; private init; }

    internal bool HasChecksum { get; private init; }

    internal StatMode Type => Mode & StatMode.S_IFMT;

    /// <summary>EINVAL if the magic is another or a field is not hexadecimal.</summary>
    internal static Result<CpioHeader> Parse(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> magic = bytes[..MagicLength];
        bool hasChecksum = magic.SequenceEqual("070702"u8);
        if (!hasChecksum && !magic.SequenceEqual("070701"u8))
        {
            return Errno.EINVAL;
        }

        Span<uint> fields = stackalloc uint[(Size - MagicLength) / FieldLength];
        for (int index = 0; index < fields.Length; index++)
        {
            if (!TryParseHexadecimal(bytes.Slice(MagicLength + (index * FieldLength), FieldLength), out fields[index]))
            {
                return Errno.EINVAL;
            }
        }

        return new CpioHeader
        {
            Inode = fields[0],
            Mode = (StatMode)fields[1],
            UserId = fields[2],
            GroupId = fields[3],
            Links = fields[4],
            ModifyTime = fields[5],
            FileSize = fields[6],
            Device = DeviceNumber.Make(fields[7], fields[8]),
            SpecialDevice = DeviceNumber.Make(fields[9], fields[10]),
            NameSize = fields[11],
            Checksum = fields[12],
            HasChecksum = hasChecksum,
        };
    }

    private static bool TryParseHexadecimal(ReadOnlySpan<byte> digits, out uint value)
    {
        value = 0;
        foreach (byte digit in digits)
        {
            uint nibble = digit switch
            {
                >= (byte)'0' and <= (byte)'9' => (uint)(digit - '0'),
                >= (byte)'a' and <= (byte)'f' => (uint)(digit - 'a' + 10),
                >= (byte)'A' and <= (byte)'F' => (uint)(digit - 'A' + 10),
                _ => uint.MaxValue,
            };
            if (nibble == uint.MaxValue)
            {
                return false;
            }

            value = (value << 4) | nibble;
        }

        return true;
    }
}
