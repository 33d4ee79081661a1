// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.Machine;

namespace Skift.FileSystems.TmpFs;

/// <summary>tmpfs for mount(2), with the options size=, nr_inodes=, mode=, uid= and gid= of <c>tmpfs(5)</c>.</summary>
public sealed class TmpFileSystemType : FileSystemType
{
    private readonly long _defaultByteLimit;

    /// <param name="defaultByteLimit">Size without the option; Linux takes half of the memory.</param>
    public TmpFileSystemType(long defaultByteLimit) => _defaultByteLimit = defaultByteLimit;

    public override string Name => "tmpfs";

    public override bool NeedsDevice => false;

    public override Result<FileSystem> Open(BlockDevice? source, MountFlags flags, ReadOnlySpan<byte> options)
    {
        Settings settings = new() { ByteLimit = _defaultByteLimit, InodeLimit = -1, Mode = 0x3FF };
        while (!options.IsEmpty)
        {
            int comma = options.IndexOf((byte)',');
            ReadOnlySpan<byte> option = comma < 0 ? options : options[..comma];
            options = comma < 0 ? default : options[(comma + 1)..];
            if (!option.IsEmpty && !TryApply(ref settings, option))
            {
                return Errno.EINVAL;
            }
        }

        long inodes = settings.InodeLimit >= 0 ? settings.InodeLimit : Math.Max(1024, settings.ByteLimit / Page.Size);
        return new TmpFileSystem(settings.ByteLimit, inodes, (StatMode)settings.Mode, (uint)settings.UserId, (uint)settings.GroupId);
    }

    private struct Settings
    {
        internal long ByteLimit;
        internal long InodeLimit;
        internal long Mode;
        internal long UserId;
        internal long GroupId;
    }

    private static bool TryApply(ref Settings settings, ReadOnlySpan<byte> option)
    {
        int equals = option.IndexOf((byte)'=');
        if (equals < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> key = option[..equals];
        ReadOnlySpan<byte> value = option[(equals + 1)..];
        if (key.SequenceEqual("size"u8))
        {
            return TryParse(value, 10, allowSuffix: true, out settings.ByteLimit);
        }

        if (key.SequenceEqual("nr_inodes"u8))
        {
            return TryParse(value, 10, allowSuffix: true, out settings.InodeLimit);
        }

        if (key.SequenceEqual("mode"u8))
        {
            return TryParse(value, 8, allowSuffix: false, out settings.Mode) && settings.Mode <= (long)StatMode.Permissions;
        }

        if (key.SequenceEqual("uid"u8))
        {
            return TryParse(value, 10, allowSuffix: false, out settings.UserId) && settings.UserId <= uint.MaxValue;
        }

        return key.SequenceEqual("gid"u8)
            && TryParse(value, 10, allowSuffix: false, out settings.GroupId) && settings.GroupId <= uint.MaxValue;
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
