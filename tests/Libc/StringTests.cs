// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;
using Skift.Libc;
using Xunit;

namespace Skift.Tests.Libc;

/// <summary>String functions beside naive ones, on strings that end at an inaccessible page: a byte read too far is a crash.</summary>
public sealed unsafe class StringTests : IDisposable
{
    private const int PageSize = 4096;
    private const int Rounds = 100_000;
    private readonly byte* _first = GuardedPage();
    private readonly byte* _second = GuardedPage();
    private readonly Random _random = new(5);

    public void Dispose()
    {
        _ = Unmap(_first - PageSize, 3 * PageSize);
        _ = Unmap(_second - PageSize, 3 * PageSize);
    }

    [Fact]
    public void Scanning_AgreesWithNaive()
    {
        for (int i = 0; i < Rounds; i++)
        {
            ReadOnlySpan<byte> text = Place(_first, 80, out byte* start);
            ReadOnlySpan<byte> other = Place(_second, 80, out byte* second);
            byte value = (byte)_random.Next('a', 'e');
            Assert.Equal(text.Length, (int)C.strlen(start));
            int limit = _random.Next(90);
            Assert.Equal(Math.Min(limit, text.Length), (int)C.strnlen(start, (nuint)limit));
            Assert.Equal(text.IndexOf(value), Offset(start, C.strchr(start, value)));
            Assert.Equal(text.LastIndexOf(value), Offset(start, C.strrchr(start, value)));
            Assert.Equal(text.IndexOf(value), Offset(start, (byte*)C.memchr(start, value, (nuint)text.Length)));
            Assert.Equal(Math.Sign(text.SequenceCompareTo(other)), Math.Sign(C.strcmp(start, second)));
            int common = Math.Min(text.Length, other.Length);
            Assert.Equal(Math.Sign(text[..common].SequenceCompareTo(other[..common])), Math.Sign(C.memcmp(start, second, (nuint)common)));
        }
    }

    [Fact]
    public void Searching_AgreesWithNaive()
    {
        for (int i = 0; i < Rounds; i++)
        {
            ReadOnlySpan<byte> text = Place(_first, 200, out byte* start);
            ReadOnlySpan<byte> needle = Place(_second, _random.Next(2) == 0 ? 5 : 30, out byte* second);
            if (_random.Next(2) == 0 && needle.Length <= text.Length)
            {
                // Half of the time the needle is there.
                text.Slice(_random.Next(text.Length - needle.Length + 1), needle.Length).CopyTo(new Span<byte>(second, needle.Length));
            }

            Assert.Equal(text.IndexOf(needle), Offset(start, C.strstr(start, second)));
            Assert.Equal(text.IndexOf(needle), Offset(start, (byte*)C.memmem(start, (nuint)text.Length, second, (nuint)needle.Length)));
        }
    }

    [Fact]
    public void Copying_AgreesWithNaive()
    {
        byte[] expected = new byte[PageSize];
        Span<byte> page = new(_first, PageSize);
        for (int i = 0; i < Rounds; i++)
        {
            int count = _random.Next(200);
            int from = PageSize - count - _random.Next(40);
            int to = PageSize - count - _random.Next(40);
            _random.NextBytes(page[^240..]);
            page.CopyTo(expected);
            expected.AsSpan(from, count).ToArray().CopyTo(expected, to);
            _ = C.memmove(_first + to, _first + from, (nuint)count);
            Assert.True(page[^240..].SequenceEqual(expected.AsSpan()[^240..]));

            expected.AsSpan(to, count).Fill((byte)i);
            _ = C.memset(_first + to, i, (nuint)count);
            Assert.True(page[^240..].SequenceEqual(expected.AsSpan()[^240..]));

            new Span<byte>(_first + to, count).CopyTo(new Span<byte>(_second + from, count));
            new Span<byte>(_second + to, count).Clear();
            _ = C.memcpy(_second + to, _first + to, (nuint)count);
            Assert.True(new Span<byte>(_second + to, count).SequenceEqual(page.Slice(to, count)));
        }
    }

    /// <summary>A random string of few letters that ends with the page.</summary>
    private ReadOnlySpan<byte> Place(byte* page, int longest, out byte* start)
    {
        int length = _random.Next(longest);
        start = page + PageSize - length - 1;
        for (int i = 0; i < length; i++)
        {
            start[i] = (byte)_random.Next('a', 'd');
        }

        start[length] = 0;
        return new ReadOnlySpan<byte>(start, length);
    }

    private static int Offset(byte* start, byte* found) => found == null ? -1 : (int)(found - start);

    private static byte* GuardedPage()
    {
        byte* pages = (byte*)Map(null, 3 * PageSize, 3, 0x22, -1, 0);
        Assert.Equal(0, Protect(pages, PageSize, 0));
        Assert.Equal(0, Protect(pages + (2 * PageSize), PageSize, 0));
        return pages + PageSize;
    }

    [DllImport("libc.so.6", EntryPoint = "mmap")]
    private static extern void* Map(void* address, nuint length, int protection, int flags, int descriptor, long offset);

    [DllImport("libc.so.6", EntryPoint = "mprotect")]
    private static extern int Protect(void* address, nuint length, int protection);

    [DllImport("libc.so.6", EntryPoint = "munmap")]
    private static extern int Unmap(void* address, nuint length);
}
