// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;

namespace Skift.Libc;

/// <summary>crypt's hashes over MD5 (P.-H. Kamp, 1994) and SHA-2 (U. Drepper, "Unix crypt using SHA-256 and SHA-512", 2007).</summary>
public static unsafe partial class C
{
    private const int LargestMd5Salt = 8;
    private const int LargestShaSalt = 16;

    private static int SaltLength(byte* salt, int largest)
    {
        int length = 0;
        while (length < largest && salt[length] != 0 && salt[length] != '$')
        {
            length++;
        }

        return length;
    }

    private static bool CryptMd5(byte* phrase, nuint length, byte* salt, byte* output)
    {
        nuint saltLength = (nuint)SaltLength(salt, LargestMd5Salt);
        byte* digest = stackalloc byte[Md5.Size];
        Md5 hash = Md5.Start();
        hash.Add(phrase, length);
        hash.Add(salt, saltLength);
        hash.Add(phrase, length);
        hash.Finish(digest);
        hash = Md5.Start();
        hash.Add(phrase, length);
        hash.Add(Literal("$1$"u8), 3);
        hash.Add(salt, saltLength);
        for (nuint left = length; left > 0; left -= left > Md5.Size ? Md5.Size : left)
        {
            hash.Add(digest, left > Md5.Size ? Md5.Size : left);
        }

        byte zero = 0;
        for (nuint bits = length; bits > 0; bits >>= 1)
        {
            hash.Add((bits & 1) != 0 ? &zero : phrase, 1);
        }

        hash.Finish(digest);
        for (int round = 0; round < 1000; round++)
        {
            bool isOdd = (round & 1) != 0;
            hash = Md5.Start();
            hash.Add(isOdd ? phrase : digest, isOdd ? length : Md5.Size);
            hash.Add(salt, round % 3 != 0 ? saltLength : 0);
            hash.Add(phrase, round % 7 != 0 ? length : 0);
            hash.Add(isOdd ? digest : phrase, isOdd ? Md5.Size : length);
            hash.Finish(digest);
        }

        _ = memcpy(output, Literal("$1$"u8), 3);
        _ = memcpy(output + 3, salt, saltLength);
        output += 3 + saltLength;
        *output++ = (byte)'$';
        for (int i = 0; i < 5; i++)
        {
            output = PutDigits(output, digest[i], digest[i + 6], digest[i == 4 ? 5 : i + 12], 4);
        }

        *PutDigits(output, 0, 0, digest[11], 2) = 0;
        return true;
    }

    private static bool CryptSha(byte* phrase, nuint length, byte* setting, byte* output, bool isLong)
    {
        byte* salt = setting + 3;
        if (!ReadRounds(&salt, out uint rounds))
        {
            return false;
        }

        nuint saltLength = (nuint)SaltLength(salt, LargestShaSalt), prefix = (nuint)(salt - setting);
        byte* digest = stackalloc byte[Sha2.LargestSize];
        byte* ofPhrase = stackalloc byte[Sha2.LargestSize];
        byte* ofSalt = stackalloc byte[Sha2.LargestSize];
        StartSha(phrase, length, salt, saltLength, digest, isLong);
        Sha2 hash = Sha2.Start(isLong);
        for (nuint i = 0; i < length; i++)
        {
            hash.Add(phrase, length);
        }

        hash.Finish(ofPhrase);
        hash = Sha2.Start(isLong);
        for (int i = 0; i < 16 + digest[0]; i++)
        {
            hash.Add(salt, saltLength);
        }

        hash.Finish(ofSalt);
        nuint size = (nuint)hash.Size;
        for (uint round = 0; round < rounds; round++)
        {
            bool isOdd = (round & 1) != 0;
            hash = Sha2.Start(isLong);
            AddRepeated(&hash, isOdd ? ofPhrase : digest, isOdd ? length : size);
            hash.Add(ofSalt, round % 3 != 0 ? saltLength : 0);
            AddRepeated(&hash, ofPhrase, round % 7 != 0 ? length : 0);
            AddRepeated(&hash, isOdd ? digest : ofPhrase, isOdd ? size : length);
            hash.Finish(digest);
        }

        _ = memcpy(output, setting, prefix + saltLength);
        output += prefix + saltLength;
        *output++ = (byte)'$';
        *PutShaDigits(output, digest, isLong) = 0;
        return true;
    }

    /// <summary>rounds=N$ in front of the salt; 5,000 without it.</summary>
    private static bool ReadRounds(byte** salt, out uint rounds)
    {
        rounds = 5000;
        if (strncmp(*salt, Literal("rounds="u8), 7) != 0)
        {
            return true;
        }

        ulong number = 0;
        byte* next = *salt + 7;
        if (*next is < (byte)'1' or > (byte)'9')
        {
            return false;
        }

        for (; *next is >= (byte)'0' and <= (byte)'9'; next++)
        {
            number = number < 10_000_000_000 ? (number * 10) + (ulong)(*next - '0') : number;
        }

        if (*next != '$' || number is < 1000 or > 999_999_999)
        {
            return false;
        }

        rounds = (uint)number;
        *salt = next + 1;
        return true;
    }

    /// <summary>The first digest, of the phrase, the salt and one of phrase, salt and phrase.</summary>
    private static void StartSha(byte* phrase, nuint length, byte* salt, nuint saltLength, byte* digest, bool isLong)
    {
        Sha2 hash = Sha2.Start(isLong);
        hash.Add(phrase, length);
        hash.Add(salt, saltLength);
        hash.Add(phrase, length);
        hash.Finish(digest);
        hash = Sha2.Start(isLong);
        hash.Add(phrase, length);
        hash.Add(salt, saltLength);
        AddRepeated(&hash, digest, length);
        for (nuint bits = length; bits > 0; bits >>= 1)
        {
            bool isSet = (bits & 1) != 0;
            hash.Add(isSet ? digest : phrase, isSet ? (nuint)hash.Size : length);
        }

        hash.Finish(digest);
    }

    /// <summary>So many bytes of a digest that begins again at its end.</summary>
    private static void AddRepeated(Sha2* hash, byte* digest, nuint count)
    {
        nuint size = (nuint)hash->Size;
        for (; count > size; count -= size)
        {
            hash->Add(digest, size);
        }

        hash->Add(digest, count);
    }

    /// <summary>In groups of three bytes a third of the digest apart, which change places from group to group.</summary>
    private static byte* PutShaDigits(byte* output, byte* digest, bool isLong)
    {
        int third = isLong ? 21 : 10;
        for (int i = 0; i < third; i++)
        {
            int turn = isLong ? i % 3 : (3 - (i % 3)) % 3;
            int a = i + (turn * third % (3 * third)), b = i + ((turn + 1) % 3 * third), c = i + ((turn + 2) % 3 * third);
            output = PutDigits(output, digest[a], digest[b], digest[c], 4);
        }

        return isLong ? PutDigits(output, 0, 0, digest[63], 2) : PutDigits(output, 0, digest[31], digest[30], 3);
    }

    private static bool CryptBlowfish(byte* phrase, nuint length, byte* setting, byte* output)
    {
        ReadOnlySpan<byte> digits = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"u8;
        bool isKnown = setting[2] is (byte)'a' or (byte)'b' or (byte)'y' && setting[3] == '$'
            && setting[4] is >= (byte)'0' and <= (byte)'3' && setting[5] is >= (byte)'0' and <= (byte)'9';
        int cost = isKnown ? ((setting[4] - '0') * 10) + setting[5] - '0' : 0;
        if (cost is < 4 or > 31 || setting[6] != '$')
        {
            return false;
        }

        // 22 digits of 6 bits, the highest first, of which the last two give 4 too few.
        uint* salt = stackalloc uint[4];
        new Span<uint>(salt, 4).Clear();
        for (int i = 0; i < 22; i++)
        {
            int digit = digits.IndexOf(setting[7 + i]);
            if (digit < 0)
            {
                return false;
            }

            for (int bit = 0; bit < 6 && (i * 6) + bit < 128; bit++)
            {
                int index = (i * 6) + bit;
                salt[index / 32] |= (uint)(digit >> (5 - bit) & 1) << (31 - (index % 32));
            }
        }

        Blowfish cipher = default;
        Blowfish.Set(&cipher, phrase, length > 71 ? 72 : (int)length + 1, salt, cost);
        byte* result = stackalloc byte[24];
        for (int i = 0; i < 24; i += 8)
        {
            ReadOnlySpan<byte> text = "OrpheanBeholderScryDoubt"u8;
            uint left = BinaryPrimitives.ReadUInt32BigEndian(text[i..]), right = BinaryPrimitives.ReadUInt32BigEndian(text[(i + 4)..]);
            for (int round = 0; round < 64; round++)
            {
                cipher.Encrypt(ref left, ref right);
            }

            for (int k = 0; k < 4; k++)
            {
                result[i + k] = (byte)(left >> (24 - (8 * k)));
                result[i + k + 4] = (byte)(right >> (24 - (8 * k)));
            }
        }

        _ = memcpy(output, setting, 28);
        output[28] = digits[digits.IndexOf(setting[28]) & 0x30];
        output += 29;
        for (int index = 0; index < 23 * 8; index += 6)
        {
            int digit = 0;
            for (int bit = index; bit < index + 6; bit++)
            {
                digit = digit << 1 | (bit < 23 * 8 ? result[bit / 8] >> (7 - (bit % 8)) & 1 : 0);
            }

            *output++ = digits[digit];
        }

        *output = 0;
        return true;
    }
}
