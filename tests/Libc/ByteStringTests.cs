// SPDX-License-Identifier: MIT
using System;
using System.Text;
using Skift.Libc;
using Xunit;

namespace Skift.Tests.Libc;

public sealed class ByteStringTests
{
    [Fact]
    public void Decode_OfAnyBytes_EncodesBack()
    {
        Random random = new(6);
        UTF8Encoding strict = new(false, true);
        for (int i = 0; i < 200_000; i++)
        {
            byte[] bytes = new byte[random.Next(12)];
            for (int k = 0; k < bytes.Length; k++)
            {
                bytes[k] = (byte)(random.Next(3) == 0 ? random.Next(0x80) : random.Next(0x80, 0x100));
            }

            string text = ByteString.Decode(bytes);
            Assert.Equal(bytes, ByteString.Encode(text));
            try
            {
                Assert.Equal(strict.GetString(bytes), text);
            }
            catch (DecoderFallbackException)
            {
                Assert.Contains(text, c => c is >= '\uDC80' and <= '\uDCFF');
            }
        }
    }

    [Fact]
    public void Encode_OfOtherLoneSurrogates_GivesReplacement() =>
        Assert.Equal("\uFFFD|\uFFFD"u8.ToArray(), ByteString.Encode("\uD800|\uDC00"));
}
