// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;

namespace Skift.Core.Terminal;

/// <summary>The mount options of devpts.</summary>
internal struct PseudoTerminalOptions
{
    private const int Limit = 4096;

    /// <summary>The owner of new slaves; null for who opens the master.</summary>
    internal uint? UserId;
    internal uint? GroupId;
    internal StatMode Mode;
    internal StatMode MultiplexerMode;
    internal int Maximum;

    internal static bool TryParse(ReadOnlySpan<byte> text, out PseudoTerminalOptions options)
    {
        options = new PseudoTerminalOptions { Mode = StatMode.S_IRUSR | StatMode.S_IWUSR, Maximum = Limit };
        while (!text.IsEmpty)
        {
            int comma = text.IndexOf((byte)',');
            ReadOnlySpan<byte> option = comma < 0 ? text : text[..comma];
            text = comma < 0 ? default : text[(comma + 1)..];
            if (!option.IsEmpty && !TryApply(ref options, option)) return false;
        }

        return true;
    }

    /// <summary>As <c>/proc/mounts</c> shows them.</summary>
    internal readonly string ToText()
    {
        string text = UserId is uint user ? ",uid=" + user.ToString() : "";
        text += GroupId is uint group ? ",gid=" + group.ToString() : "";
        return text + ",mode=" + Octal(Mode) + ",ptmxmode=" + Octal(MultiplexerMode);
    }

    private static bool TryApply(ref PseudoTerminalOptions options, ReadOnlySpan<byte> option)
    {
        // Every mount is an instance of its own anyway.
        if (option.SequenceEqual("newinstance"u8)) return true;
        int equals = option.IndexOf((byte)'=');
        if (equals < 0) return false;
        ReadOnlySpan<byte> key = option[..equals];
        bool isMode = key.SequenceEqual("mode"u8) || key.SequenceEqual("ptmxmode"u8);
        if (!TryParseNumber(option[(equals + 1)..], isMode ? 8u : 10u, out uint value)) return false;
        if (key.SequenceEqual("uid"u8)) options.UserId = value;
        else if (key.SequenceEqual("gid"u8)) options.GroupId = value;
        else if (key.SequenceEqual("mode"u8)) options.Mode = (StatMode)value & StatMode.Permissions;
        else if (key.SequenceEqual("ptmxmode"u8)) options.MultiplexerMode = (StatMode)value & StatMode.Permissions;
        else if (key.SequenceEqual("max"u8) && value <= Limit) options.Maximum = (int)value;
        else return false;
        return true;
    }

    private static bool TryParseNumber(ReadOnlySpan<byte> text, uint radix, out uint value)
    {
        value = 0;
        foreach (byte digit in text)
        {
            if (digit < '0' || digit >= '0' + radix || value > uint.MaxValue / 16) return false;
            value = (value * radix) + (uint)(digit - '0');
        }

        return !text.IsEmpty;
    }

    private static string Octal(StatMode mode)
    {
        uint value = (uint)mode;
        string text = ((value >> 6) & 7).ToString() + ((value >> 3) & 7).ToString() + (value & 7).ToString();
        return value >> 9 == 0 ? text : (value >> 9).ToString() + text;
    }
}
