return await GlobalLb.Edge.EdgeProgram.RunAsync(args);
