// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>wchar.h: strings of wide characters.</summary>
public static unsafe partial class C
{
    [RuntimeExport("wcslen")]
    public static nuint wcslen(int* text)
    {
        int* end = text;
        while (*end != 0)
        {
            end++;
        }

        return (nuint)(end - text);
    }

    [RuntimeExport("wcsnlen")]
    public static nuint wcsnlen(int* text, nuint count)
    {
        nuint length = 0;
        while (length < count && text[length] != 0)
        {
            length++;
        }

        return length;
    }

    [RuntimeExport("wcscpy")]
    public static int* wcscpy(int* target, int* source)
    {
        _ = wcpcpy(target, source);
        return target;
    }

    [RuntimeExport("wcpcpy")]
    public static int* wcpcpy(int* target, int* source)
    {
        while ((*target = *source++) != 0)
        {
            target++;
        }

        return target;
    }

    [RuntimeExport("wcsncpy")]
    public static int* wcsncpy(int* target, int* source, nuint count)
    {
        _ = wcpncpy(target, source, count);
        return target;
    }

    [RuntimeExport("wcpncpy")]
    public static int* wcpncpy(int* target, int* source, nuint count)
    {
        nuint length = wcsnlen(source, count);
        wmemcpy(target, source, length);
        wmemset(target + length, 0, count - length);
        return target + length;
    }

    [RuntimeExport("wcscat")]
    public static int* wcscat(int* target, int* source)
    {
        _ = wcpcpy(target + wcslen(target), source);
        return target;
    }

    [RuntimeExport("wcsncat")]
    public static int* wcsncat(int* target, int* source, nuint count)
    {
        int* end = target + wcslen(target);
        nuint length = wcsnlen(source, count);
        wmemcpy(end, source, length);
        end[length] = 0;
        return target;
    }

    [RuntimeExport("wcscmp")]
    public static int wcscmp(int* left, int* right) => wcsncmp(left, right, nuint.MaxValue);

    [RuntimeExport("wcsncmp")]
    public static int wcsncmp(int* left, int* right, nuint count)
    {
        for (; count > 0; count--, left++, right++)
        {
            if (*left != *right || *left == 0)
            {
                return *left < *right ? -1 : *left > *right ? 1 : 0;
            }
        }

        return 0;
    }

    [RuntimeExport("wcscasecmp")]
    public static int wcscasecmp(int* left, int* right) => wcsncasecmp(left, right, nuint.MaxValue);

    [RuntimeExport("wcsncasecmp")]
    public static int wcsncasecmp(int* left, int* right, nuint count)
    {
        for (; count > 0; count--, left++, right++)
        {
            int a = (int)towlower((uint)*left);
            int b = (int)towlower((uint)*right);
            if (a != b || a == 0)
            {
                return a - b;
            }
        }

        return 0;
    }

    /// <summary>In C.UTF-8 the order is that of the code points.</summary>
    [RuntimeExport("wcscoll")]
    public static int wcscoll(int* left, int* right) => wcscmp(left, right);

    [RuntimeExport("wcsxfrm")]
    public static nuint wcsxfrm(int* target, int* source, nuint count)
    {
        nuint length = wcslen(source);
        if (length < count)
        {
            wmemcpy(target, source, length + 1);
        }
        else if (count > 0)
        {
            wmemcpy(target, source, count - 1);
            target[count - 1] = 0;
        }

        return length;
    }

    [RuntimeExport("wcschr")]
    public static int* wcschr(int* text, int c)
    {
        while (*text != c)
        {
            if (*text++ == 0)
            {
                return null;
            }
        }

        return text;
    }

    [RuntimeExport("wcsrchr")]
    public static int* wcsrchr(int* text, int c)
    {
        int* found = null;
        for (; ; text++)
        {
            found = *text == c ? text : found;
            if (*text == 0)
            {
                return found;
            }
        }
    }

    [RuntimeExport("wcsspn")]
    public static nuint wcsspn(int* text, int* set)
    {
        nuint length = 0;
        while (text[length] != 0 && wcschr(set, text[length]) != null)
        {
            length++;
        }

        return length;
    }

    [RuntimeExport("wcscspn")]
    public static nuint wcscspn(int* text, int* set)
    {
        nuint length = 0;
        while (text[length] != 0 && wcschr(set, text[length]) == null)
        {
            length++;
        }

        return length;
    }

    [RuntimeExport("wcspbrk")]
    public static int* wcspbrk(int* text, int* set)
    {
        text += wcscspn(text, set);
        return *text == 0 ? null : text;
    }

    [RuntimeExport("wcstok")]
    public static int* wcstok(int* text, int* delimiters, int** rest)
    {
        text = text == null ? *rest : text;
        if (text == null || *(text += wcsspn(text, delimiters)) == 0)
        {
            *rest = null;
            return null;
        }

        int* end = text + wcscspn(text, delimiters);
        *rest = *end == 0 ? null : end + 1;
        *end = 0;
        return text;
    }

    /// <summary>The Two-Way search of strstr, on the bytes: a match must begin at a whole character.</summary>
    [RuntimeExport("wcsstr")]
    public static int* wcsstr(int* text, int* part)
    {
        nuint length = wcslen(part) * 4;
        byte* start = (byte*)text;
        nuint size = wcslen(text) * 4;
        while (true)
        {
            byte* found = (byte*)memmem(start, size, part, length);
            if (found == null || (nuint)(found - (byte*)text) % 4 == 0)
            {
                return (int*)found;
            }

            nuint skipped = (nuint)(found - start) + 4 - ((nuint)(found - (byte*)text) % 4);
            start += skipped;
            size -= skipped;
        }
    }

    [RuntimeExport("wcswcs")]
    public static int* wcswcs(int* text, int* part) => wcsstr(text, part);

    [RuntimeExport("wcsdup")]
    public static int* wcsdup(int* text)
    {
        nuint size = (wcslen(text) + 1) * 4;
        void* copy = malloc(size);
        return copy == null ? null : (int*)memcpy(copy, text, size);
    }

    [RuntimeExport("wmemcpy")]
    public static int* wmemcpy(int* target, int* source, nuint count) => (int*)memcpy(target, source, count * 4);

    [RuntimeExport("wmemmove")]
    public static int* wmemmove(int* target, int* source, nuint count) => (int*)memmove(target, source, count * 4);

    [RuntimeExport("wmemset")]
    public static int* wmemset(int* target, int c, nuint count)
    {
        for (nuint i = 0; i < count; i++)
        {
            target[i] = c;
        }

        return target;
    }

    [RuntimeExport("wmemchr")]
    public static int* wmemchr(int* text, int c, nuint count)
    {
        for (; count > 0; count--, text++)
        {
            if (*text == c)
            {
                return text;
            }
        }

        return null;
    }

    [RuntimeExport("wmemcmp")]
    public static int wmemcmp(int* left, int* right, nuint count)
    {
        for (; count > 0; count--, left++, right++)
        {
            if (*left != *right)
            {
                return *left < *right ? -1 : 1;
            }
        }

        return 0;
    }
}
