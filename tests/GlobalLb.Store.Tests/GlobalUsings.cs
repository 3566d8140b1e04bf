global using Record = GlobalLb.Steering.Configuration.Record;
