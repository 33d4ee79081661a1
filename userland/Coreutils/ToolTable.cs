// SPDX-License-Identifier: MIT
using Skift.Tools;

namespace Skift.Coreutils;

/// <summary>A tool by its name.</summary>
internal sealed class Tool(string name, string help, ToolMain main)
{
    public string Name => name;

    public string Help => help;

    public ToolMain Main => main;
}

/// <summary>All tools. A new one is a file beside this one and a line here.</summary>
internal static class ToolTable
{
    public static readonly Tool[] All =
    [
        new("[", Test.Help, Test.Run),
        new("basename", Basename.Help, Basename.Run),
        new("cat", Cat.Help, Cat.Run),
        new("chmod", Chmod.Help, Chmod.Run),
        new("clear", Clear.Help, Clear.Run),
        new("cp", Cp.Help, Cp.Run),
        new("cut", Cut.Help, Cut.Run),
        new("date", Date.Help, Date.Run),
        new("dirname", Dirname.Help, Dirname.Run),
        new("dmesg", Dmesg.Help, Dmesg.Run),
        new("echo", Echo.Help, Echo.Run),
        new("env", Env.Help, Env.Run),
        new("expr", Expr.Help, Expr.Run),
        new("false", False.Help, False.Run),
        new("find", Find.Help, Find.Run),
        new("free", Free.Help, Free.Run),
        new("grep", Grep.Help, Grep.Run),
        new("head", Head.Help, Head.Run),
        new("hexdump", Hexdump.Help, Hexdump.Run),
        new("kill", Kill.Help, Kill.Run),
        new("ln", Ln.Help, Ln.Run),
        new("ls", Ls.Help, Ls.Run),
        new("mkdir", Mkdir.Help, Mkdir.Run),
        new("mount", Mount.Help, Mount.Run),
        new("mv", Mv.Help, Mv.Run),
        new("poweroff", Reboot.PoweroffHelp, Reboot.RunPoweroff),
        new("printf", Printf.Help, Printf.Run),
        new("ps", Ps.Help, Ps.Run),
        new("pwd", Pwd.Help, Pwd.Run),
        new("reboot", Reboot.RebootHelp, Reboot.Run),
        new("rm", Rm.Help, Rm.Run),
        new("rmdir", Rmdir.Help, Rmdir.Run),
        new("seq", Seq.Help, Seq.Run),
        new("sleep", Sleep.Help, Sleep.Run),
        new("sort", Sort.Help, Sort.Run),
        new("stat", StatTool.Help, StatTool.Run),
        new("tail", Tail.Help, Tail.Run),
        new("tee", Tee.Help, Tee.Run),
        new("test", Test.Help, Test.Run),
        new("touch", Touch.Help, Touch.Run),
        new("tr", Tr.Help, Tr.Run),
        new("true", True.Help, True.Run),
        new("umount", Umount.Help, Umount.Run),
        new("uname", Uname.Help, Uname.Run),
        new("uniq", Uniq.Help, Uniq.Run),
        new("wc", Wc.Help, Wc.Run),
        new("which", Which.Help, Which.Run),
        new("xargs", Xargs.Help, Xargs.Run),
        new("yes", Yes.Help, Yes.Run),
    ];

    public static Tool? Lookup(string name)
    {
        foreach (Tool tool in All)
        {
            if (tool.Name == name) return tool;
        }

        return null;
    }
}
