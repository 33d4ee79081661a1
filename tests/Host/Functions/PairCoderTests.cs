// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Skift.Functions;
using Xunit;

namespace Skift.Tests.Host.Functions;

/// <summary>The coding of method names, decoded again by its description.</summary>
public class PairCoderTests
{
    [Fact]
    public void Texts_AreTheSameAfterDecoding_AndShorter()
    {
        List<string> texts = [.. Enumerable.Range(0, 200).Select(i => $"System.Collections.Generic.List`1.Get{i * 7919 % 1000}(Int32, String)"), "", "Größe€", "aaaaaaa"];
        PairCoder coder = new(texts);
        byte[] pairs = [.. coder.Pairs];
        Assert.Equal(256, pairs.Length);
        for (int i = 0; i < texts.Count; i++)
            Assert.Equal(texts[i], Decode(coder.TextAt(i), pairs));
        Assert.True(Enumerable.Range(0, texts.Count).Sum(i => coder.TextAt(i).Count) < texts.Sum(text => text.Length) / 4);
    }

    private static string Decode(List<byte> coded, byte[] pairs)
    {
        StringBuilder text = new();
        for (int i = 0; i < coded.Count; i++)
        {
            if (coded[i] == 1)
            {
                text.Append((char)(coded[i + 1] | coded[i + 2] << 8));
                i += 2;
                continue;
            }
            Assert.NotEqual(0, coded[i]);
            Append(text, coded[i], pairs);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, byte symbol, byte[] pairs)
    {
        if (symbol < 0x80)
        {
            text.Append((char)symbol);
            return;
        }
        Append(text, pairs[(symbol - 0x80) * 2], pairs);
        Append(text, pairs[(symbol - 0x80) * 2 + 1], pairs);
    }
}
