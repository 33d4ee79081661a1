// SPDX-License-Identifier: MIT
using System;
using Skift.Libc;

namespace Skift.Tools;

/// <summary>Decodes text that arrives in blocks: a character cut by the end of a block waits for the next one.</summary>
public sealed class TextDecoder
{
    private byte[] _pending = Array.Empty<byte>();

    public string Decode(ReadOnlySpan<byte> block)
    {
        if (_pending.Length > 0)
        {
            byte[] whole = new byte[_pending.Length + block.Length];
            _pending.AsSpan().CopyTo(whole);
            block.CopyTo(whole.AsSpan(_pending.Length));
            block = whole;
        }

        int tail = IncompleteTail(block);
        _pending = block.Slice(block.Length - tail).ToArray();
        return ByteString.Decode(block.Slice(0, block.Length - tail));
    }

    /// <summary>What is still kept back, at the end of the input.</summary>
    public string Finish()
    {
        string rest = ByteString.Decode(_pending);
        _pending = Array.Empty<byte>();
        return rest;
    }

    /// <summary>How many bytes at the end begin a UTF-8 sequence (RFC 3629 section 4) that the block does not complete.</summary>
    private static int IncompleteTail(ReadOnlySpan<byte> bytes)
    {
        for (int tail = 1; tail <= 3 && tail <= bytes.Length; tail++)
        {
            byte lead = bytes[bytes.Length - tail];
            if (lead >= 0xC0)
            {
                int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
                return length > tail ? tail : 0;
            }

            if (lead < 0x80)
            {
                return 0;
            }
        }

        return 0;
    }
}
