// SPDX-License-Identifier: MIT
using System.Text;

namespace Skift.Sh.Execution;

/// <summary>Writes values so that the shell reads them back.</summary>
internal static class Quoting
{
    public static string QuoteIfNeeded(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is < '+' or (>= ';' and <= '?') or '`' or '[' or '\\' or > 'z')
            {
                return Quote(text);
            }
        }

        return text;
    }

    /// <summary>Single quotes around all but single quotes, which stand in double ones.</summary>
    public static string Quote(string text)
    {
        StringBuilder quoted = new();
        int i = 0;
        do
        {
            int end = i;
            while (end < text.Length && text[end] != '\'')
            {
                end++;
            }

            quoted.Append('\'').Append(text, i, end - i).Append('\'');
            i = end;
            while (end < text.Length && text[end] == '\'')
            {
                end++;
            }

            if (end > i)
            {
                quoted.Append('"').Append(text, i, end - i).Append('"');
            }

            i = end;
        }
        while (i < text.Length);

        return quoted.ToString();
    }
}
