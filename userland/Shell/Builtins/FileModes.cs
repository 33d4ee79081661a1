// SPDX-License-Identifier: MIT
namespace Skift.Sh.Builtins;

/// <summary>Symbolic permissions such as <c>u=rwx,go-w</c> (POSIX.1-2024 XCU chmod).</summary>
internal static class FileModes
{
    public static bool TryApply(string text, uint mode, out uint result)
    {
        result = mode;
        int at = 0;
        do
        {
            if (!TryApplyClause(text, ref at, ref result))
            {
                return false;
            }
        }
        while (at < text.Length && text[at++] == ',');

        return at == text.Length;
    }

    private static bool TryApplyClause(string text, ref int at, ref uint mode)
    {
        uint who = 0;
        for (; at < text.Length && text[at] is 'u' or 'g' or 'o' or 'a'; at++)
        {
            who |= text[at] switch { 'u' => 0x1C0u, 'g' => 0x38u, 'o' => 0x7u, _ => 0x1FFu };
        }

        who = who == 0 ? 0x1FF : who;
        bool any = false;
        while (at < text.Length && text[at] is '+' or '-' or '=')
        {
            char op = text[at++];
            uint bits = 0;
            for (; at < text.Length && text[at] is 'r' or 'w' or 'x' or 'X' or 'u' or 'g' or 'o'; at++)
            {
                bits |= text[at] switch
                {
                    'r' => 4u,
                    'w' => 2u,
                    'x' or 'X' => 1u,
                    'u' => (mode >> 6) & 7,
                    'g' => (mode >> 3) & 7,
                    _ => mode & 7,
                };
            }

            uint all = (bits | (bits << 3) | (bits << 6)) & who;
            mode = op switch { '+' => mode | all, '-' => mode & ~all, _ => (mode & ~who) | all };
            any = true;
        }

        return any;
    }
}
