// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Machine;

namespace Skift.FileSystems.TmpFs;

/// <summary>The options of a tmpfs, as mount(8) writes them.</summary>
internal struct TmpOptions
{
    internal long PageLimit;
    internal long InodeLimit;
    internal long Mode;
    internal long UserId;
    internal long GroupId;

    internal static long PagesFor(long byteCount) => (byteCount / Page.Size) + (byteCount % Page.Size == 0 ? 0 : 1);

    /// <summary>Takes in "name=value,name=value". False for an unknown name or a value that is none.</summary>
    internal bool TryApply(ReadOnlySpan<byte> options)
    {
        while (!options.IsEmpty)
        {
            int comma = options.IndexOf((byte)',');
            ReadOnlySpan<byte> option = comma < 0 ? options : options[..comma];
            options = comma < 0 ? default : options[(comma + 1)..];
            if (!option.IsEmpty && !TryApplyOne(option))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryApplyOne(ReadOnlySpan<byte> option)
    {
        int equals = option.IndexOf((byte)'=');
        if (equals < 0)
        {
            // Inode numbers have 64 bits whatever is asked for, and nothing is ever swapped.
            return option.SequenceEqual("inode64"u8) || option.SequenceEqual("noswap"u8);
        }

        ReadOnlySpan<byte> key = option[..equals];
        ReadOnlySpan<byte> value = option[(equals + 1)..];
        if (key.SequenceEqual("size"u8))
        {
            bool isRead = TryParse(value, 10, allowSuffix: true, out long bytes);
            PageLimit = bytes == 0 ? long.MaxValue / Page.Size : PagesFor(bytes);
            return isRead;
        }

        if (key.SequenceEqual("nr_blocks"u8))
        {
            bool isRead = TryParse(value, 10, allowSuffix: true, out long blocks) && blocks <= long.MaxValue / Page.Size;
            PageLimit = blocks == 0 ? long.MaxValue / Page.Size : blocks;
            return isRead;
        }

        if (key.SequenceEqual("nr_inodes"u8))
        {
            bool isRead = TryParse(value, 10, allowSuffix: true, out InodeLimit);
            InodeLimit = InodeLimit == 0 ? long.MaxValue : InodeLimit;
            return isRead;
        }

        if (key.SequenceEqual("mode"u8))
        {
            bool isRead = TryParse(value, 8, allowSuffix: false, out Mode) && Mode <= uint.MaxValue;
            Mode &= (long)StatMode.Permissions;
            return isRead;
        }

        if (key.SequenceEqual("uid"u8))
        {
            return TryParse(value, 10, allowSuffix: false, out UserId) && UserId < uint.MaxValue;
        }

        return key.SequenceEqual("gid"u8) && TryParse(value, 10, allowSuffix: false, out GroupId) && GroupId < uint.MaxValue;
    }

    private static bool TryParse(ReadOnlySpan<byte> text, int radix, bool allowSuffix, out long value)
    {
        int shift = 0;
        if (allowSuffix && !text.IsEmpty)
        {
            shift = (text[^1] | 0x20) switch { 'k' => 10, 'm' => 20, 'g' => 30, _ => 0 };
            text = shift == 0 ? text : text[..^1];
        }

        value = 0;
        foreach (byte digit in text)
        {
            if (digit < '0' || digit >= '0' + radix || value > long.MaxValue / 16)
            {
                return false;
            }

            value = (value * radix) + (digit - '0');
        }

        bool fits = value <= long.MaxValue >> shift;
        value <<= shift;
        return fits && !text.IsEmpty;
    }
}
