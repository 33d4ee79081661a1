// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Execution;

namespace Skift.Sh.Builtins;

/// <summary>eval and the dot: commands from elsewhere.</summary>
internal static class SourceBuiltins
{
    public static int Eval(Shell shell, string[] words) => 
        shell.RunText(string.Join(" ", words, 1, words.Length - 1), shell.IsTested ? EvaluationFlags.IsTested : EvaluationFlags.None);

    public static int Dot(Shell shell, string[] words)
    {
        BuiltinOptions options = new(shell, words);
        options.Next("");
        if (options.Index >= words.Length)
        {
            throw shell.Fail("filename argument required");
        }

        string path = Find(shell, words[options.Index]);
        if (!Posix.Open(path, OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC).Try(out int descriptor, out Errno error))
        {
            throw shell.Fail("can't open '" + path + "'", error);
        }

        List<string> outerPositional = shell.Positional;
        bool hasArguments = words.Length > options.Index + 1;
        if (hasArguments)
        {
            shell.Positional = new List<string>();
            for (int i = options.Index + 1; i < words.Length; i++)
            {
                shell.Positional.Add(words[i]);
            }
        }

        int outerLine = shell.Line;
        bool wasReadingFile = shell.IsReadingFile;
        PrivateFile file = shell.Files.Adopt(descriptor);
        shell.CommandName = path;
        shell.IsReadingFile = true;
        try
        {
            int status = shell.RunSource(new FileSource(shell, file), 1);
            if (shell.Skip == SkipKind.Return)
            {
                shell.Skip = SkipKind.None;
            }

            return status;
        }
        finally
        {
            shell.IsReadingFile = wasReadingFile;
            shell.Line = outerLine;
            shell.Files.Release(file);
            if (hasArguments)
            {
                shell.Positional = outerPositional;
            }
        }
    }

    /// <summary>A name without a slash is looked for along PATH; it need not be executable (POSIX.1-2024 XCU dot).</summary>
    private static string Find(Shell shell, string name)
    {
        if (name.Contains('/'))
        {
            return name;
        }

        string[] directories = (shell.Variables.Get("PATH") ?? "").Split(':');
        for (int i = 0; i < directories.Length; i++)
        {
            string candidate = directories[i].Length == 0 ? name : directories[i] + "/" + name;
            if (Posix.Stat(candidate).Try(out Stat stat, out _) && (stat.st_mode & StatMode.S_IFMT) == StatMode.S_IFREG)
            {
                return candidate;
            }
        }

        throw shell.Fail(name + ": not found");
    }
}
