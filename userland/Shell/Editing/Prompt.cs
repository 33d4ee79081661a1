// SPDX-License-Identifier: MIT
using System.Text;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Execution;

namespace Skift.Sh.Editing;

/// <summary>The escapes of prompts, as other shells have them, then the expansions of POSIX.1-2024 XCU 2.5.3 (PS1).</summary>
internal static class Prompt
{
    public static string Expand(Shell shell, string text)
    {
        StringBuilder result = new();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            switch (text[i])
            {
                case 'w' or 'W':
                    result.Append(Escape(Directory(shell, text[i] == 'W')));
                    break;
                case 'h' or 'H':
                    string host = Posix.Uname().Try(out SystemName system, out _) ? system.Nodename : "";
                    int dot = text[i] == 'h' ? host.IndexOf('.') : -1;
                    result.Append(Escape(dot < 0 ? host : host.Substring(0, dot)));
                    break;
                case 'u':
                    result.Append(Escape(shell.Variables.Get("USER") ?? (Posix.Geteuid() == 0 ? "root" : "")));
                    break;
                case '$':
                    result.Append(Posix.Geteuid() == 0 ? "#" : "\\$");
                    break;
                case 's':
                    result.Append(shell.ProgramName);
                    break;
                case 'n':
                    result.Append('\n');
                    break;
                case 'r':
                    result.Append('\r');
                    break;
                case 'a':
                    result.Append('\a');
                    break;
                case 'e':
                    result.Append('\x1B');
                    break;
                case '0' when text.Length > i + 2 && text[i + 1] == '3' && text[i + 2] == '3':
                    result.Append('\x1B');
                    i += 2;
                    break;
                case '[' or ']':
                    break;
                default:
                    result.Append('\\').Append(text[i]);
                    break;
            }
        }

        return shell.ExpandPrompt(result.ToString());
    }

    /// <summary>What an escape stands for is not to be expanded again.</summary>
    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace("$", "\\$").Replace("`", "\\`");

    private static string Directory(Shell shell, bool onlyName)
    {
        string path = shell.WorkingDirectory;
        string home = shell.Variables.Get("HOME") ?? "";
        if (home.Length > 1 && path.StartsWith(home, System.StringComparison.Ordinal) && (path.Length == home.Length || path[home.Length] == '/'))
        {
            path = "~" + path.Substring(home.Length);
        }

        return onlyName && path.Length > 1 ? path.Substring(path.LastIndexOf('/') + 1) : path;
    }
}
