// SPDX-License-Identifier: MIT
using Skift.Sh.Syntax;

namespace Skift.Sh.Execution;

internal sealed class ShellParserContext : ParserContext
{
    private readonly Shell _shell;

    public ShellParserContext(Shell shell) => _shell = shell;

    public override int CurrentLine => _shell.Line;

    public override Alias? FindAlias(string name) => _shell.Aliases.TryGetValue(name, out Alias? alias) ? alias : null;
}
