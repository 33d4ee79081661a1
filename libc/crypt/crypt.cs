// SPDX-License-Identifier: MIT
using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>
/// crypt.h: passwords hashed with DES, MD5 ($1$), Blowfish ($2a$, $2b$, $2y$), SHA-256 ($5$) and SHA-512 ($6$). DES and MD5 are there for old
/// passwords.
/// </summary>
public static unsafe partial class C
{
    /// <summary>What crypt_r writes to; the program has no use for the rest of struct crypt_data.</summary>
    private const int CryptOutput = 384;

    private static class CryptData
    {
        internal static CryptText Result;
        internal static Des Key;
    }

    private struct CryptText
    {
        internal fixed byte Text[CryptOutput];
    }

    private static ReadOnlySpan<byte> CryptDigits => "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8;

    /// <returns>The hash behind its setting; for a setting that is none "*0" (or "*1" instead of itself), and errno EINVAL.</returns>
    [RuntimeExport("crypt")]
    public static byte* crypt(byte* phrase, byte* setting)
    {
        // The setting may be the last result.
        CryptText result = default;
        _ = crypt_r(phrase, setting, result.Text);
        CryptData.Result = result;
        return (byte*)Unsafe.AsPointer(ref CryptData.Result);
    }

    [RuntimeExport("crypt_r")]
    public static byte* crypt_r(byte* phrase, byte* setting, void* data)
    {
        byte* output = (byte*)data;
        nuint length = strlen(phrase);
        if (length >= 512)
        {
            _ = Error.Set(Errno.ERANGE);
            return CryptFailure(output, setting);
        }

        bool isDone = setting[0] == '$' ? CryptModular(phrase, length, setting, output) : CryptDes(phrase, setting, output);
        if (!isDone)
        {
            _ = Error.Set(Errno.EINVAL);
            return CryptFailure(output, setting);
        }

        return output;
    }

    /// <summary>The key for encrypt(): 64 bytes of one bit each.</summary>
    [RuntimeExport("setkey")]
    public static void setkey(byte* key) => CryptData.Key.SetKey(key);

    /// <summary>Encrypts 64 bytes of one bit each, or decrypts them.</summary>
    [RuntimeExport("encrypt")]
    public static void encrypt(byte* block, int isReverse)
    {
        for (int i = 0; i < Des.BlockBits; i++)
        {
            block[i] &= 1;
        }

        CryptData.Key.Crypt(block, 0, isReverse != 0);
    }

    private static byte* CryptFailure(byte* output, byte* setting)
    {
        output[0] = (byte)'*';
        output[1] = (byte)(setting[0] == '*' && setting[1] == '0' ? '1' : '0');
        output[2] = 0;
        return output;
    }

    private static bool CryptModular(byte* phrase, nuint length, byte* setting, byte* output) => setting[1] switch
    {
        (byte)'1' when setting[2] == '$' => CryptMd5(phrase, length, setting + 3, output),
        (byte)'5' when setting[2] == '$' => CryptSha(phrase, length, setting, output, false),
        (byte)'6' when setting[2] == '$' => CryptSha(phrase, length, setting, output, true),
        (byte)'2' => CryptBlowfish(phrase, length, setting, output),
        _ => false,
    };

    private static bool CryptDes(byte* phrase, byte* setting, byte* output)
    {
        int first = CryptDigits.IndexOf(setting[0]), second = first < 0 ? -1 : CryptDigits.IndexOf(setting[1]);
        if (second < 0)
        {
            return false;
        }

        byte* block = stackalloc byte[Des.BlockBits + 2];
        new Span<byte>(block, Des.BlockBits + 2).Clear();
        for (int i = 0; i < 8 && *phrase != 0; i++, phrase++)
        {
            for (int bit = 0; bit < 7; bit++)
            {
                block[(i * 8) + bit] = (byte)(*phrase >> (6 - bit) & 1);
            }
        }

        Des cipher = default;
        cipher.SetKey(block);
        new Span<byte>(block, Des.BlockBits + 2).Clear();
        for (int i = 0; i < 25; i++)
        {
            cipher.Crypt(block, first | second << 6, false);
        }

        *output++ = setting[0];
        *output++ = setting[1];
        for (int i = 0; i < Des.BlockBits; i += 6)
        {
            int digit = 0;
            for (int bit = 0; bit < 6; bit++)
            {
                digit = digit << 1 | block[i + bit];
            }

            *output++ = CryptDigits[digit];
        }

        *output = 0;
        return true;
    }

    /// <summary>Digits of six bits each, the lowest first.</summary>
    private static byte* PutDigits(byte* output, int high, int middle, int low, int count)
    {
        int bits = high << 16 | middle << 8 | low;
        for (; count > 0; count--, bits >>= 6)
        {
            *output++ = CryptDigits[bits & 63];
        }

        return output;
    }
}
